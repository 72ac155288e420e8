// What a change would mean, before anybody accepts it: which stops move, and what time and way come of it.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { clock } from '@kit/format';
import { Refused } from '@kit/http';
import { kitTexts } from '@kit/kit-texts';
import { say } from '@kit/ui/page';
import { Button, Dialog, Loading, Notice } from '@kit/ui/parts';
import type { RunsPreview } from '../api';
import type { Day } from './day';
import { differenceOf, wantedOf, type Arrangement, type Change, type Difference, type Spot } from './moves';
import { kilometres, orderName, runName } from './names';
import { boardTexts } from './texts';
import { hindranceWords, refusalWords } from './words';

/** A dispatcher's own arrangement of a window; without one, a solver's. */
export interface Proposed {
  windowId: string;
  arrangement?: Arrangement;
}

interface Props {
  day: Day;
  proposed: Proposed;
  onClose: () => void;
}

export function ChangeDialog({ day, proposed, onClose }: Props) {
  const texts = boardTexts();
  const preview = useSignal<RunsPreview | undefined>(undefined);
  const refused = useSignal<string | undefined>(undefined);
  const unreachable = useSignal(false);
  const busy = useSignal(false);
  /** One id for as long as the dialog stands: pressed again when nobody answered, it is the same change. */
  const id = useSignal(crypto.randomUUID());
  const failed = (error: unknown) => {
    if (error instanceof Refused) refused.value = error.problem.code ?? 'unknown';
    else unreachable.value = true;
  };
  const look = async () => {
    unreachable.value = false;
    const wanted = proposed.arrangement && wantedOf(proposed.arrangement);
    await day.api.preview(day.window(proposed.windowId), wanted).then((found) => (preview.value = found), failed);
  };
  useEffect(() => void look(), []);
  const accept = async (found: RunsPreview) => {
    busy.value = true;
    unreachable.value = false;
    const { window_id, delivery_day } = day.window(proposed.windowId);
    const before = found.as_seen.length > 0 && { before: found.as_seen };
    try {
      const problem = await day.say('/plans/arrange', id.value, { window_id, delivery_day, runs: found.runs, ...before });
      if (problem) refused.value = problem.code ?? 'unknown';
      else {
        say(texts.accepted);
        onClose();
      }
    } catch (error) {
      failed(error);
    }
    busy.value = false;
  };
  const found = preview.value;
  const difference = found && differenceOf(found.before, found.after);
  const hindered = found?.hindered ?? [];
  /** Stops that would lose their run: nobody may be forgotten. */
  const lost = difference?.changes.filter(({ to }) => !to).length ?? 0;
  const acceptable = found && hindered.length === 0 && found.runs.length > 0 && lost === 0 && !refused.value;
  return (
    <Dialog title={texts.difference} onClose={onClose}>
      {!found && !refused.value && !unreachable.value && (
        <>
          <p class="ds-paragraph">{texts.reckoning}</p>
          <Loading rows={2} />
        </>
      )}
      {refused.value && <Notice colour="danger" alert>{refusalWords(refused.value)}</Notice>}
      {unreachable.value && <Notice colour="warning" alert>{found ? texts.notHeard : kitTexts().nobodyThere}</Notice>}
      {found && hindered.length > 0 ? (
        <Notice colour="danger" alert>
          <p class="ds-paragraph">
            <strong>{texts.cannot}</strong>
          </p>
          <ul class="fleet-plain">
            {hindered.map(({ shift_id, why }) => (
              <li key={shift_id}>
                {runName(day, shift_id, proposed.windowId)}: {hindranceWords(why)}
              </li>
            ))}
          </ul>
        </Notice>
      ) : (
        difference && !refused.value && <DifferenceTable day={day} windowId={proposed.windowId} difference={difference} />
      )}
      {hindered.length === 0 && lost > 0 && !refused.value && <Notice colour="warning">{texts.lost(lost)}</Notice>}
      <div class="mb-row">
        {acceptable && (
          <Button busy={busy.value} onClick={() => void accept(found)}>
            {texts.accept}
          </Button>
        )}
        {unreachable.value && !found && <Button onClick={() => void look()}>{kitTexts().tryAgain}</Button>}
        <Button variant="secondary" onClick={onClose}>
          {acceptable ? texts.discard : kitTexts().back}
        </Button>
      </div>
    </Dialog>
  );
}

function signed(words: string, difference: number): string {
  return difference > 0 ? `+${words}` : words;
}

function DifferenceTable({ day, windowId, difference }: { day: Day; windowId: string; difference: Difference }) {
  const texts = boardTexts();
  const { changes, metres, minutes, laterMinutes } = difference;
  const spotWords = (spot: Spot | undefined) =>
    spot ? texts.spot(runName(day, spot.shift, windowId, spot.run), spot.place, clock(spot.etaMs)) : texts.noSpot;
  return (
    <>
      <div class="fleet-wide" role="region" tabIndex={0} aria-label={texts.change}>
        <table class="ds-table">
          <thead>
            <tr>
              <td />
              <th scope="col">{texts.before}</th>
              <th scope="col">{texts.after}</th>
              <th scope="col">{texts.change}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{texts.driving}</th>
              <td class="mb-number">{kilometres(metres.before)}</td>
              <td class="mb-number">{kilometres(metres.after)}</td>
              <td class="mb-number">{signed(kilometres(metres.after - metres.before), metres.after - metres.before)}</td>
            </tr>
            <tr>
              <th scope="row">{texts.time}</th>
              <td class="mb-number">{texts.minutes(minutes.before)}</td>
              <td class="mb-number">{texts.minutes(minutes.after)}</td>
              <td class="mb-number">{signed(texts.minutes(minutes.after - minutes.before), minutes.after - minutes.before)}</td>
            </tr>
          </tbody>
        </table>
      </div>
      <p class="ds-paragraph">
        <strong>{changes.length === 0 ? texts.nothingMoves : `${texts.movedStops(changes.length)}.`}</strong>{' '}
        {laterMinutes > 0 && texts.othersLater(laterMinutes)}
      </p>
      {changes.length > 0 && (
        <div class="fleet-wide" role="region" tabIndex={0} aria-label={texts.movedStops(changes.length)}>
          <table class="ds-table">
            <thead>
              <tr>
                <th scope="col">{texts.stop}</th>
                <th scope="col">{texts.before}</th>
                <th scope="col">{texts.after}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map(({ order, from, to }: Change) => (
                <tr key={order}>
                  <th scope="row">{orderName(day, order)}</th>
                  <td>{spotWords(from)}</td>
                  <td>{spotWords(to)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
