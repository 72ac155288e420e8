// Planning a window anew: runs that have not left, with as few changes as it takes.
import { useSignal } from '@preact/signals';
import { clock } from '@kit/format';
import { kitTexts } from '@kit/kit-texts';
import { say } from '@kit/ui/page';
import { Button, Dialog, Notice } from '@kit/ui/parts';
import { useSaying } from './crew';
import type { Day } from './day';
import { boardTexts } from './texts';

interface Props {
  day: Day;
  windowId: string;
  onClose: () => void;
}

export function ReplanDialog({ day, windowId, onClose }: Props) {
  const texts = boardTexts();
  const saying = useSaying(day);
  /** One id for as long as the dialog stands: pressed again when nobody answered, it is the same wish. */
  const id = useSignal(crypto.randomUUID());
  const window = day.windows.value.find((one) => one.id === windowId);
  const ask = async () => {
    if (!(await saying.say('/plans', id.value, { ...day.window(windowId), reason: 'dispatcher' }))) return;
    say(texts.asked);
    onClose();
  };
  return (
    <Dialog title={texts.replanWindow(window ? texts.hours(clock(window.opens), clock(window.closes)) : windowId)} onClose={onClose}>
      <p class="ds-paragraph">{texts.replanWhat}</p>
      {saying.trouble.value && <Notice colour="danger" alert>{saying.trouble.value}</Notice>}
      <div class="mb-row">
        <Button busy={saying.busy.value} onClick={() => void ask()}>
          {texts.replan}
        </Button>
        <Button variant="secondary" onClick={onClose}>
          {kitTexts().back}
        </Button>
      </div>
    </Dialog>
  );
}
