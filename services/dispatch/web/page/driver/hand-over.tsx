// Who took the goods, what the law wants seen to at this door, and what goes back in the car.
import { useSignal } from '@preact/signals';
import { clock } from '@kit/format';
import { isGtin } from '@kit/gtin';
import { kitTexts } from '@kit/kit-texts';
import { Button, Dialog, Notice, Stepper } from '@kit/ui/parts';
import type { KeptBack } from '../api';
import type { Duty } from './duty';
import { handOverOf, rulesAt, type AgeAnswer } from './hand-over-rules';
import type { StopNow } from './sheet';
import { driverTexts } from './texts';
import { keptBackReasonWord, keptBackWords, receivers, receiverWord, recordedReceiver } from './words';

interface Props {
  duty: Duty;
  stop: StopNow;
  onDone: (words: string) => void;
  onClose: () => void;
}

export function HandOverDialog({ duty, stop, onDone, onClose }: Props) {
  const texts = driverTexts();
  const { delivery, doorstep, order_id, citizen_id } = stop.stop;
  const rules = rulesAt(delivery?.hand_over ?? null, duty.now.value);
  const age = useSignal<AgeAnswer | undefined>(undefined);
  const keptBack = useSignal<readonly KeptBack[]>([]);
  const other = useSignal('');
  const unanswered = rules.asksAge && age.value === undefined;
  const deliver = async (receivedBy: string) => {
    if (unanswered) return;
    const handOver = handOverOf(rules, age.value, receivedBy, keptBack.value);
    await duty.tap({ kind: 'complete', order: order_id, citizen: citizen_id, handOver });
    onDone(handOver.keptBack.length > 0 ? texts.partlyDelivered : texts.delivered);
  };
  return (
    <Dialog title={texts.whoReceived} onClose={onClose}>
      <p class="ds-paragraph">{doorstep?.address ?? texts.noAddress}</p>
      {rules.alcoholTooEarly && <Notice colour="warning">{texts.alcoholTooEarly(clock(rules.alcoholFromMs))}</Notice>}
      {rules.alcoholTooLate && <Notice colour="warning">{texts.alcoholTooLate(clock(rules.alcoholUntilMs))}</Notice>}
      {rules.asksAge && (
        <fieldset class="ds-fieldset driver-age">
          <legend class="ds-label">{texts.ageQuestion(rules.ageYears)}</legend>
          {(['seen', 'kept_back'] as const).map((answer) => (
            <label key={answer} class="mb-tap">
              <input
                type="radio"
                class="ds-input"
                name="age"
                checked={age.value === answer}
                onChange={() => (age.value = answer)}
              />
              <span>{answer === 'seen' ? texts.ageSeen(rules.ageYears) : texts.ageKeptBack}</span>
            </label>
          ))}
        </fieldset>
      )}
      {keptBack.value.length > 0 && (
        <ul class="mb-list" aria-label={texts.takenBack}>
          {keptBack.value.map((kept, index) => (
            <li key={index} class="driver-kept">
              <span>{keptBackWords(kept)}</span>
              <Button
                variant="tertiary"
                label={texts.removeLine(keptBackWords(kept))}
                onClick={() => (keptBack.value = keptBack.value.filter((_, at) => at !== index))}
              >
                {texts.remove}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {unanswered && (
        <p class="ds-paragraph" id="age-first">
          {texts.ageFirst}
        </p>
      )}
      <div class="driver-choices">
        {receivers.map((receiver) => (
          <Button key={receiver} big disabled={unanswered} onClick={() => void deliver(recordedReceiver[receiver])}>
            {receiverWord(receiver)}
          </Button>
        ))}
      </div>
      <form
        class="driver-other"
        onSubmit={(event) => {
          event.preventDefault();
          if (other.value.trim() !== '') void deliver(other.value.trim());
        }}
      >
        <label class="ds-label" for="other-receiver">
          {texts.someoneElse}
        </label>
        <input
          id="other-receiver"
          class="ds-input"
          autocomplete="off"
          maxLength={200}
          value={other.value}
          onInput={(event) => (other.value = event.currentTarget.value)}
        />
        <Button big submits variant="secondary" disabled={unanswered || other.value.trim() === ''}>
          {texts.delivered}
        </Button>
      </form>
      <PartlyBack boxes={delivery?.boxes ?? 1} onAdd={(kept) => (keptBack.value = [...keptBack.value, kept])} />
      <Button variant="tertiary" onClick={onClose}>
        {kitTexts().back}
      </Button>
    </Dialog>
  );
}

/** On most packets; fewer may still be typed on. */
const eanDigits = 13;
const reasons = ['damaged', 'missing', 'refused'] as const;

/** Something of it is not handed over: whole boxes, or a product by the code on its packet. */
function PartlyBack({ boxes, onAdd }: { boxes: number; onAdd: (kept: KeptBack) => void }) {
  const texts = driverTexts();
  const reason = useSignal<(typeof reasons)[number]>('damaged');
  // The only box is the whole order: that one is not delivered at all.
  const byBox = useSignal(boxes > 1);
  const count = useSignal(1);
  const gtin = useSignal('');
  const ready = byBox.value || isGtin(gtin.value);
  // The services take the whole delivery or nothing of it: what they would refuse, perhaps hours later, is said now.
  const mistyped = gtin.value.length >= eanDigits && !isGtin(gtin.value);
  const add = () => {
    onAdd({ gtin: byBox.value ? null : gtin.value, quantity: Math.max(1, count.value), reason: reason.value });
    count.value = 1;
    gtin.value = '';
  };
  return (
    <details class="ds-details">
      <summary>{texts.partly}</summary>
      <div class="mb-stack">
        <div class="driver-choices" role="group" aria-label={texts.why}>
          {reasons.map((one) => (
            <Button
              key={one}
              variant={reason.value === one ? 'primary' : 'secondary'}
              pressed={reason.value === one}
              onClick={() => (reason.value = one)}
            >
              {keptBackReasonWord(one)}
            </Button>
          ))}
        </div>
        {boxes > 1 && (
          <div class="driver-choices" role="group" aria-label={texts.whatBack}>
            <Button variant={byBox.value ? 'primary' : 'secondary'} pressed={byBox.value} onClick={() => (byBox.value = true)}>
              {texts.wholeBoxes}
            </Button>
            <Button variant={byBox.value ? 'secondary' : 'primary'} pressed={!byBox.value} onClick={() => (byBox.value = false)}>
              {texts.oneProduct}
            </Button>
          </div>
        )}
        {!byBox.value && (
          <div class="ds-field">
            <label class="ds-label" for="kept-gtin">
              {texts.barcode}
            </label>
            <input
              id="kept-gtin"
              class="ds-input"
              inputMode="numeric"
              autocomplete="off"
              maxLength={14}
              aria-invalid={mistyped}
              aria-describedby={mistyped ? 'kept-gtin-wrong' : undefined}
              value={gtin.value}
              onInput={(event) => (gtin.value = event.currentTarget.value.replace(/\D/g, ''))}
            />
            {mistyped && (
              <p class="ds-validation-message" data-color="danger" id="kept-gtin-wrong" role="alert">
                {texts.wrongBarcode}
              </p>
            )}
          </div>
        )}
        <Stepper
          count={count.value}
          what={byBox.value ? texts.wholeBoxes : texts.oneProduct}
          onChange={(next) => (count.value = Math.min(Math.max(1, next), byBox.value ? Math.max(1, boxes - 1) : 99))}
        />
        <Button variant="secondary" disabled={!ready} onClick={add}>
          {texts.addLine}
        </Button>
      </div>
    </details>
  );
}
