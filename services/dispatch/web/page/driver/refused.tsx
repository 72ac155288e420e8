// A tap that the services said no to: why, and the two ways on.
import { Button, Notice } from '@kit/ui/parts';
import { kindOf } from './deeds';
import type { Duty } from './duty';
import type { Tap } from './sheet';
import { driverTexts } from './texts';
import { deedWord, refusalWords } from './words';

/** `named`: it stands apart from what it is about, and says what was tapped. */
export function RefusedTap({ duty, letter, named = false }: { duty: Duty; letter: Tap; named?: boolean }) {
  const texts = driverTexts();
  const kind = kindOf(letter);
  return (
    <Notice colour="danger" alert>
      <p class="ds-paragraph">
        <strong>
          {named && kind && `${deedWord(kind)}: `}
          {texts.refused}
        </strong>{' '}
        {refusalWords(letter.refused?.code)}
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

/** What was refused and belongs to nothing that is on the page: the end of a shift, a stop that another drives now. */
export function StrayTaps({ duty }: { duty: Duty }) {
  return (
    <>
      {duty.stray.value.map((letter) => (
        <RefusedTap key={letter.id} duty={duty} letter={letter} named />
      ))}
    </>
  );
}
