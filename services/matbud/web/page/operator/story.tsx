// One order's story: every record that speaks of it, in the order in which things happened, each with its cause.
import { exactly } from '@kit/format';
import { Answered, useAsked } from '@kit/ui/asked';
import { Heading, Tag } from '@kit/ui/parts';
import type { OperationsApi, Place, StoryLine } from './api';
import { deedWords } from './deeds';
import { addressOf } from './place';
import { operatorTexts } from './texts';
import { WhoseOrder } from './whose-order';
import { topicWord } from './words';

interface StoryProps {
  api: OperationsApi;
  order: string;
  /** The story is asked for again when this changes. */
  changed: number;
}

const idOf = ({ topic, partition, offset }: Place) => `${topic}-${partition}-${offset}`;

export function StoryView({ api, order, changed }: StoryProps) {
  const texts = operatorTexts();
  const asked = useAsked(() => api.story(order), [api, order, changed]);
  return (
    <>
      <p class="ds-paragraph">
        <a class="ds-link" href={addressOf({ view: 'orders' })}>{texts.allOrders}</a>
      </p>
      <Heading level={1}>
        {texts.order} <span class="operator-id">{order}</span>
      </Heading>
      <p class="ds-paragraph">{texts.nothingPersonal}</p>
      <WhoseOrder key={order} api={api} order={order} />
      <Answered asked={asked} rows={6}>
        {(story) => <Lines story={story} />}
      </Answered>
    </>
  );
}

function Lines({ story }: { story: readonly StoryLine[] }) {
  const inStory = new Set(story.map(idOf));
  return (
    <ol class="mb-list operator-story">
      {story.map((line) => (
        <li key={idOf(line)} id={idOf(line)} class="operator-card" data-kind={kindOf(line.topic)} tabIndex={-1}>
          <p class="operator-when">
            <time class="mb-number" dateTime={new Date(line.appended_at_ms).toISOString()}>
              {exactly(line.appended_at_ms)}
            </time>
            <Tag>{topicWord(line.topic)}</Tag>
          </p>
          <p class="ds-paragraph operator-told">{deedWords(line.type)}</p>
          <p class="ds-paragraph mb-subtle" lang="en">
            {line.told}
          </p>
          <p class="mb-subtle operator-place">
            <span>{operatorTexts().placeInLog(line.topic, line.partition, line.offset)}</span>
            <span lang="en">{line.type.split('.').pop()}</span>
            {line.cause && <Cause cause={line.cause} known={inStory.has(idOf(line.cause))} />}
          </p>
        </li>
      ))}
    </ol>
  );
}

const kindOf = (topic: string) => (topic.includes('.commands.') ? 'command' : 'event');

function Cause({ cause, known }: { cause: Place; known: boolean }) {
  const texts = operatorTexts();
  const words = texts.causedBy(texts.placeInLog(cause.topic, cause.partition, cause.offset));
  if (!known) return <span>{words}</span>;
  return (
    <a
      class="ds-link"
      href={`#${idOf(cause)}`}
      onClick={(event) => {
        event.preventDefault(); // the address says where on the page one is
        const target = document.getElementById(idOf(cause));
        target?.scrollIntoView({ block: 'center' });
        target?.focus({ preventScroll: true });
      }}
    >
      {words}
    </a>
  );
}
