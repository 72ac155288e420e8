// When nothing is on the road: what is still in the car, and home.
import { useSignal } from '@preact/signals';
import { clock } from '@kit/format';
import { kitTexts } from '@kit/kit-texts';
import { Button, Dialog, Notice } from '@kit/ui/parts';
import type { Shift } from '../api';
import type { Duty } from './duty';
import { withTheDriver } from './sheet';
import { driverTexts } from './texts';

export function EndOfShift({ duty, shift }: { duty: Duty; shift: Shift }) {
  const texts = driverTexts();
  const asking = useSignal(false);
  const runs = duty.runs.value;
  if (runs.some(({ started, over }) => started && !over)) return null;
  const said = duty.endOf(shift);
  const inTheCar = withTheDriver(runs);
  const left = runs.filter(({ started }) => !started).length;
  const returnAll = async () => {
    for (const { stop } of inTheCar) await duty.tap({ kind: 'return', order: stop.order_id });
  };
  const end = async () => {
    asking.value = false;
    await duty.tap({ kind: 'end_shift', shift: shift.shift_id });
  };
  return (
    <section class="mb-stack driver-end">
      {inTheCar.length > 0 && (
        <Notice colour="warning">
          <p class="ds-paragraph">{texts.inTheCar(inTheCar.length)}</p>
          <Button big onClick={() => void returnAll()}>
            {texts.allBackAtDepot}
          </Button>
        </Notice>
      )}
      <p class="mb-subtle driver-until">{texts.shiftUntil(clock(shift.ends_at_ms))}</p>
      {said ? (
        // A second one would wait behind the first, for ever when that was refused.
        !said.refused && <p class="mb-subtle">{texts.notSent}</p>
      ) : (
        <Button variant="tertiary" onClick={() => (asking.value = true)}>
          {texts.endShift}
        </Button>
      )}
      {asking.value && (
        <Dialog title={texts.endShiftQuestion} onClose={() => (asking.value = false)}>
          {left > 0 && <p class="ds-paragraph">{texts.endShiftLeaves(left)}</p>}
          <div class="driver-choices">
            <Button big colour="danger" onClick={() => void end()}>
              {texts.endShift}
            </Button>
            <Button big variant="secondary" onClick={() => (asking.value = false)}>
              {kitTexts().back}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
