// The foot of every page: who is signed in, and the way out.
import { useSignal, type ReadonlySignal } from '@preact/signals';
import { online } from '../connection';
import { kitTexts } from '../kit-texts';
import { openShelves } from '../offline/shelf';
import { callerName, signOut, whoIsIn, type Caller } from '../sign-in';
import { Button, Dialog, Notice } from './parts';

type Role = keyof ReturnType<typeof kitTexts>['roles'];

/** What was seen of others does not stay on a device that the next one picks up. What is still to be sent does. */
async function forgetWhatWasSeen(): Promise<void> {
  const shelf = await openShelves(callerName());
  await shelf('seen').clear();
}

/** `hjemmepleier`, with the name where the sign-in tells one. */
function whoInWords({ role, name }: Caller): string {
  const inWords = kitTexts().roles[role as Role] ?? role;
  return name === '' ? inWords : `${inWords}, ${name}`;
}

export function SignOut({ waiting }: { waiting: ReadonlySignal<readonly unknown[]> | undefined }) {
  const texts = kitTexts();
  const asks = useSignal(false);
  const failed = useSignal(false);
  const caller = whoIsIn();
  if (!caller) return null;
  const unsent = waiting?.value.length ?? 0;
  const leave = () => {
    failed.value = false;
    signOut(unsent === 0 ? forgetWhatWasSeen : async () => undefined).catch(() => (failed.value = true));
  };
  return (
    <footer class="mb-foot">
      <span>{texts.signedInAs(whoInWords(caller))}</span>
      <Button
        variant="secondary"
        disabled={!online.value}
        onClick={() => {
          if (unsent > 0) asks.value = true;
          else leave();
        }}
      >
        {texts.signOut}
      </Button>
      {failed.value && (
        <Notice colour="warning" alert>
          {texts.notReached}
        </Notice>
      )}
      {asks.value && (
        <Dialog title={texts.signOut} onClose={() => (asks.value = false)}>
          <p class="ds-paragraph">{texts.notSent(unsent)}</p>
          <div class="mb-row">
            <Button big onClick={() => (asks.value = false)}>
              {texts.back}
            </Button>
            <Button big variant="secondary" onClick={leave}>
              {texts.signOutAnyway}
            </Button>
          </div>
        </Dialog>
      )}
    </footer>
  );
}
