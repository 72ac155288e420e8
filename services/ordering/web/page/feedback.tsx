// The citizen's own word on an order that has come, or on something in it: what was said already, and a form for the rest.
import { useSignal, useSignalEffect } from '@preact/signals';
import type { Outbox } from '@kit/offline/outbox';
import { Button, Notice } from '@kit/ui/parts';
import { base, type GivenFeedback, type Order, type OrderingApi } from './api';
import { feedbackTexts } from './feedback-texts';
import type { Keeping } from './table';

/** What can be spoken of: its gtin, none for the whole order, and its name. */
type Subject = [string, string];

interface Props {
  order: Order;
  api: OrderingApi;
  outbox: Outbox;
  keeping: Keeping;
}

const pathOf = ({ order_id }: Order): string => `${base}/orders/${order_id}/feedback`;

/** What was said of the order already, on this device or another. */
function useGiven({ order, api, outbox, keeping }: Props): readonly GivenFeedback[] {
  const known = useSignal<readonly GivenFeedback[]>([]);
  const onTheWay = useSignal<readonly GivenFeedback[]>([]);
  const path = pathOf(order);
  useSignalEffect(() => {
    const inOutbox = outbox.waiting.value
      .filter((letter) => letter.path === path && !letter.refused)
      .map(({ body }) => body as GivenFeedback);
    // What has left is shown until the services tell of it.
    if (inOutbox.length > 0) onTheWay.value = inOutbox;
    const key = `feedback/${order.order_id}`;
    const look = async () => {
      known.value = await api.feedback(order.order_id);
      await keeping.seen.put(key, known.value);
    };
    const lookBack = async () => {
      known.value = ((await keeping.seen.get(key)) as GivenFeedback[] | undefined) ?? known.value;
    };
    void look().catch(lookBack).then(() => (onTheWay.value = inOutbox));
  });
  const leaving = onTheWay.value.filter(({ feedback_id }) => !known.value.some((one) => one.feedback_id === feedback_id));
  return [...known.value, ...leaving];
}

export function Feedback({ order, api, outbox, keeping }: Props) {
  const texts = feedbackTexts();
  const saysMore = useSignal(false);
  const path = pathOf(order);
  const given = useGiven({ order, api, outbox, keeping });
  const isGiven = (gtin: string) => given.some((one) => (one.gtin ?? '') === gtin);
  const subjects: Subject[] = [['', texts.whole], ...order.line_list.map(({ gtin, name }): Subject => [gtin, name ?? gtin])];
  const left = subjects.filter(([gtin]) => !isGiven(gtin));
  const give = async (gtin: string, stars: number, words: string) => {
    saysMore.value = false;
    await outbox.put({
      id: crypto.randomUUID(),
      subject: `order/${order.order_id}`,
      method: 'POST',
      path,
      body: {
        area_id: order.area_id,
        citizen_id: order.citizen_id,
        feedback_id: crypto.randomUUID(),
        stars,
        ...(gtin !== '' && { gtin }),
        ...(words !== '' && { words }),
      },
      writtenAt: Date.now(),
    });
  };
  return (
    <>
      {given.length > 0 && <Given given={given} subjects={subjects} />}
      {given.length > 0 && !saysMore.value && left.length > 0 && (
        <span>
          <Button big variant="secondary" onClick={() => (saysMore.value = true)}>
            {texts.sayMore}
          </Button>
        </span>
      )}
      {(given.length === 0 || saysMore.value) && left.length > 0 && <Form key={left[0]?.[0]} subjects={left} onGive={give} />}
    </>
  );
}

function Given({ given, subjects }: { given: readonly GivenFeedback[]; subjects: readonly Subject[] }) {
  const placeOf = ({ gtin }: GivenFeedback) => subjects.findIndex(([of]) => of === (gtin ?? ''));
  return (
    <div role="status">
      <Notice colour="success">
        <ul class="mb-list">
          {[...given].sort((a, b) => placeOf(a) - placeOf(b)).map((one) => (
            <li key={one.feedback_id}>
              <strong>{subjects[placeOf(one)]?.[1] ?? one.gtin}</strong>{' '}
              {one.stars && <Stars count={one.stars} />} {one.words}
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}

function Stars({ count }: { count: number }) {
  return (
    <>
      <span aria-hidden="true">{'★'.repeat(count) + '☆'.repeat(5 - count)}</span>
      <span class="mb-hidden">{feedbackTexts().stars(count)}</span>
    </>
  );
}

interface FormProps {
  subjects: readonly Subject[];
  onGive: (gtin: string, stars: number, words: string) => Promise<void>;
}

function Form({ subjects, onGive }: FormProps) {
  const texts = feedbackTexts();
  const about = useSignal(subjects[0]?.[0] ?? '');
  const stars = useSignal(0);
  const words = useSignal('');
  return (
    <form
      class="mb-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (stars.value > 0) void onGive(about.value, stars.value, words.value.trim());
      }}
    >
      <label class="table-wish">
        <span>{texts.about}</span>
        <select class="ds-input mb-select" value={about.value} onChange={(event) => (about.value = event.currentTarget.value)}>
          {subjects.map(([gtin, name]) => (
            <option key={gtin} value={gtin}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <fieldset class="ds-fieldset">
        <legend class="ds-label">{texts.question}</legend>
        <div class="mb-row">
          {[1, 2, 3, 4, 5].map((count) => (
            <Button
              key={count}
              big
              variant={count <= stars.value ? 'primary' : 'secondary'}
              label={texts.stars(count)}
              pressed={count === stars.value}
              onClick={() => (stars.value = count)}
            >
              ★
            </Button>
          ))}
        </div>
      </fieldset>
      <div class="ds-field">
        <label class="ds-label">
          {texts.words}
          <textarea
            class="ds-input"
            rows={2}
            maxLength={1000}
            value={words.value}
            onInput={(event) => (words.value = event.currentTarget.value)}
          />
        </label>
      </div>
      <Button big submits disabled={stars.value === 0}>
        {texts.give}
      </Button>
    </form>
  );
}
