// Why an order could not be handed over: one tap.
import { Button, Dialog } from '@kit/ui/parts';
import { kitTexts } from '@kit/kit-texts';
import { failures, type Failure } from '../api';
import type { Duty } from './duty';
import type { StopNow } from './sheet';
import { driverTexts } from './texts';
import { failureWord } from './words';

interface Props {
  duty: Duty;
  stop: StopNow;
  onDone: (words: string) => void;
  onClose: () => void;
}

export function NotDeliveredDialog({ duty, stop, onDone, onClose }: Props) {
  const texts = driverTexts();
  const ageLimit = stop.stop.delivery?.hand_over?.age_limit_years ?? 0;
  const shown = failures.filter((reason) => reason !== 'age' || ageLimit > 0);
  const fail = async (reason: Failure) => {
    await duty.tap({ kind: 'fail', order: stop.stop.order_id, reason });
    onDone(texts.notDelivered);
  };
  return (
    <Dialog title={texts.whyNot} onClose={onClose}>
      <p class="ds-paragraph">{stop.stop.doorstep?.address ?? texts.noAddress}</p>
      <div class="driver-choices">
        {shown.map((reason) => (
          <Button key={reason} big variant="secondary" onClick={() => void fail(reason)}>
            {failureWord(reason)}
          </Button>
        ))}
      </div>
      <p class="ds-paragraph">{texts.notOpenedTells}</p>
      <Button variant="tertiary" onClick={onClose}>
        {kitTexts().back}
      </Button>
    </Dialog>
  );
}
