// No to the whole order, with the shop's reason.
import { useSignal } from '@preact/signals';
import { Button, Dialog } from '@kit/ui/parts';
import type { OrderInHand } from './desk';
import { packingTexts } from './texts';

interface Props {
  inHand: OrderInHand;
  /** Whether it is what there is left to do. */
  first?: boolean;
  /** It is kept, and leaves the tablet when there is a net. */
  onSaid?: () => void;
}

export function CannotDeliver({ inHand, first = false, onSaid }: Props) {
  const texts = packingTexts();
  const refusing = useSignal(false);
  const reason = useSignal('');
  return (
    <>
      <Button big variant={first ? 'primary' : 'tertiary'} colour="danger" onClick={() => (refusing.value = true)}>
        {texts.cannotDeliver}
      </Button>
      {refusing.value && (
        <Dialog title={texts.refuseQuestion} onClose={() => (refusing.value = false)}>
          <form
            class="mb-stack"
            onSubmit={(event) => {
              event.preventDefault();
              if (reason.value.trim() === '') return;
              refusing.value = false;
              void inHand.refuse(reason.value.trim()).then(onSaid);
            }}
          >
            <div class="ds-field">
              <label class="ds-label" for="refuse-reason">
                {texts.refuseReason}
              </label>
              <input
                id="refuse-reason"
                class="ds-input pack-input"
                maxLength={300}
                value={reason.value}
                onInput={(event) => (reason.value = event.currentTarget.value)}
              />
            </div>
            <div class="mb-row">
              <Button big submits colour="danger" disabled={reason.value.trim() === ''}>
                {texts.refuse}
              </Button>
              <Button big variant="secondary" onClick={() => (refusing.value = false)}>
                {texts.cancel}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  );
}
