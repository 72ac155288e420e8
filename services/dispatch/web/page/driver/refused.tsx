// A tap that the services said no to: why, and the two ways on.
import { Button, Notice } from '@kit/ui/parts';
import type { Duty } from './duty';
import type { Tap } from './sheet';
import { driverTexts } from './texts';
import { refusalWords } from './words';

export function RefusedTap({ duty, letter }: { duty: Duty; letter: Tap }) {
  const texts = driverTexts();
  return (
    <Notice colour="danger" alert>
      <p class="ds-paragraph">
        <strong>{texts.refused}</strong> {refusalWords(letter.refused?.code)}
      </p>
      <div class="mb-row">
        <Button big onClick={() => void duty.tryAgain(letter)}>
          {texts.sendAgain}
        </Button>
        <Button big variant="secondary" onClick={() => void duty.giveUp(letter)}>
          {texts.giveUp}
        </Button>
      </div>
    </Notice>
  );
}
