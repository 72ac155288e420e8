// What it comes to, in a few numbers that can be said aloud.
import { whole } from '@kit/format';
import { share, type Sum } from './sums';
import { managerTexts } from './texts';
import { hours, kilograms, kilometres, kroner, percent, thousandths } from './words';

export function KeyFigures({ sum: { figures, reckoned } }: { sum: Sum }) {
  const texts = managerTexts();
  const cards = [
    { name: texts.timeSaved, value: hours(reckoned.seconds_before - reckoned.seconds_now), hint: texts.reckoned },
    { name: texts.tripsSaved, value: thousandths(reckoned.trips_saved_thousandths), hint: texts.reckoned },
    { name: texts.visitsSaved, value: thousandths(reckoned.visits_saved_thousandths), hint: texts.reckoned },
    { name: texts.drivingSaved, value: kilometres(reckoned.metres_before - reckoned.metres_now), hint: texts.reckoned },
    { name: texts.co2Saved, value: kilograms(reckoned.grams_co2_before - reckoned.grams_co2_now), hint: texts.reckoned },
    { name: texts.costSaved, value: kroner(reckoned.cost_before_ore - reckoned.cost_now_ore), hint: texts.reckoned },
    { name: texts.delivered, value: whole(figures.delivered), hint: texts.ofOrders(whole(figures.orders)) },
    { name: texts.onTime, value: percent(share(figures.on_time, figures.delivered)), hint: texts.counted },
    { name: texts.asOrdered, value: percent(share(figures.lines - figures.lines_substituted - figures.lines_short, figures.lines)), hint: texts.counted },
    { name: texts.contentment, value: stars(figures.stars, figures.feedback_with_stars), hint: texts.ofFeedback(whole(figures.feedback)) },
    { name: texts.ownChoice, value: percent(share(figures.lines_with_wish, figures.lines)), hint: texts.ownChoiceHint },
    { name: texts.people, value: whole(figures.citizens), hint: texts.peopleHint },
  ];
  return (
    <dl class="manager-cards">
      {cards.map(({ name, value, hint }) => (
        <div key={name} class="manager-card">
          <dt>{name}</dt>
          <dd>
            <strong>{value}</strong>
            <span class="mb-subtle">{hint}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function stars(sum: number, count: number): string {
  return count === 0 ? '–' : managerTexts().starsOfFive((sum / count).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 }));
}
