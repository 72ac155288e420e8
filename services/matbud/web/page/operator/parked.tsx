// Inputs that a service has set aside, and what can be done about them.
import { useState } from 'preact/hooks';
import { exactly } from '@kit/format';
import { Refused } from '@kit/http';
import { kitTexts } from '@kit/kit-texts';
import { Answered, useAsked } from '@kit/ui/asked';
import { say } from '@kit/ui/page';
import { Button, Dialog, Heading, Notice } from '@kit/ui/parts';
import type { OperationsApi, Redriven } from './api';
import { addressOf } from './place';
import { orderOf, queuesOf, type Queue } from './queues';
import { operatorTexts } from './texts';
import { serviceWord } from './words';

type Outcome = { queue: Queue } & ({ redriven: Redriven } | { trouble: string });
type Asking = { queue: Queue; discard: boolean };

/** `changed`: how many are parked, as far as anybody has heard. */
export function ParkedView({ api, changed }: { api: OperationsApi; changed: number }) {
  const texts = operatorTexts();
  const asked = useAsked(() => api.parked(), [api, changed]);
  const [asking, setAsking] = useState<Asking>();
  const [outcome, setOutcome] = useState<Outcome>();
  const act = async ({ queue, discard }: Asking, id: string, reason: string) => {
    try {
      const redriven = await api.redrive(queue, id, discard ? reason : undefined);
      setOutcome({ queue, redriven });
    } catch (error) {
      setOutcome({ queue, trouble: error instanceof Refused ? error.problem.detail : kitTexts().nobodyThere });
    }
    setAsking(undefined);
    say(texts.answered);
    asked.again();
  };
  return (
    <>
      <Heading level={1}>{texts.parked}</Heading>
      <p class="ds-paragraph">{texts.parkedWhy}</p>
      {outcome && <OutcomeNotice outcome={outcome} />}
      <Answered asked={asked}>
        {(parked) =>
          parked.length === 0 ? (
            <Notice colour="success">{texts.nothingParked}</Notice>
          ) : (
            <ul class="mb-list">
              {queuesOf(parked).map((queue) => (
                <QueueItem key={`${queue.service} ${queue.subject}`} queue={queue} onAsk={setAsking} />
              ))}
            </ul>
          )
        }
      </Answered>
      {asking && <AskFirst asking={asking} onAct={act} onClose={() => setAsking(undefined)} />}
    </>
  );
}

function OutcomeNotice({ outcome }: { outcome: Outcome }) {
  const texts = operatorTexts();
  const { subject } = outcome.queue;
  if ('trouble' in outcome) {
    return (
      <Notice colour="danger" alert>
        {texts.notDone(subject)} <span lang="en">{outcome.trouble}</span>
      </Notice>
    );
  }
  const { moved, discarded, still_parked: left } = outcome.redriven;
  if (moved === 0) return <Notice colour="warning">{texts.notMoved(subject)}</Notice>;
  return <Notice colour="success">{discarded ? texts.discarded(subject, left) : texts.moved(subject, left)}</Notice>;
}

function QueueItem({ queue, onAsk }: { queue: Queue; onAsk: (asking: Asking) => void }) {
  const texts = operatorTexts();
  const { oldest } = queue;
  const order = orderOf(queue.subject);
  return (
    <li class="operator-card">
      <Heading level={2}>
        {serviceWord(queue.service)}: {order ? <a class="ds-link" href={addressOf({ view: 'order', order })}>{queue.subject}</a> : queue.subject}
      </Heading>
      <p class="ds-paragraph" lang="en">
        {oldest.reason}
      </p>
      <dl class="operator-facts">
        <dt>{texts.what}</dt>
        <dd>{oldest.type ?? texts.unreadable}</dd>
        <dt>{texts.where}</dt>
        <dd>{texts.placeInLog(oldest.topic, oldest.partition, oldest.offset)}</dd>
        <dt>{texts.since}</dt>
        <dd>{exactly(oldest.appended_at_ms)}</dd>
        <dt>{texts.codeVersion}</dt>
        <dd>{oldest.code_version}</dd>
        <dt>{texts.behindIt}</dt>
        <dd>{queue.behind}</dd>
      </dl>
      <div class="mb-row">
        <Button label={texts.tryAgainFor(queue.subject)} onClick={() => onAsk({ queue, discard: false })}>
          {texts.redrive}
        </Button>
        <Button
          variant="secondary"
          colour="danger"
          label={texts.giveUpFor(queue.subject)}
          onClick={() => onAsk({ queue, discard: true })}
        >
          {texts.giveUp}
        </Button>
      </div>
    </li>
  );
}

interface AskFirstProps {
  asking: Asking;
  onAct: (asking: Asking, id: string, reason: string) => Promise<void>;
  onClose: () => void;
}

/** Nothing is done to somebody's order by one slip of the finger. */
function AskFirst({ asking, onAct, onClose }: AskFirstProps) {
  const texts = operatorTexts();
  const [id] = useState(() => crypto.randomUUID());
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const { queue, discard } = asking;
  const missing = discard && reason.trim() === '';
  return (
    <Dialog title={discard ? texts.giveUpQuestion(queue.subject) : texts.redriveQuestion(queue.subject)} onClose={onClose}>
      <p class="ds-paragraph">{discard ? texts.giveUpMeans : texts.redriveMeans}</p>
      {discard && (
        <div class="ds-field">
          <label class="ds-label" for="give-up-reason">
            {texts.reason}
          </label>
          <p class="ds-paragraph mb-subtle" id="give-up-hint">
            {texts.reasonHint}
          </p>
          <textarea
            id="give-up-reason"
            class="ds-input"
            rows={2}
            maxLength={200}
            aria-describedby="give-up-hint"
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </div>
      )}
      <div class="mb-row">
        <Button
          big
          {...(discard && { colour: 'danger' })}
          disabled={missing}
          busy={busy}
          onClick={() => {
            setBusy(true);
            void onAct(asking, id, reason.trim());
          }}
        >
          {discard ? texts.giveUp : texts.redrive}
        </Button>
        <Button big variant="secondary" onClick={onClose}>
          {texts.leave}
        </Button>
      </div>
    </Dialog>
  );
}
