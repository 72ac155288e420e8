// Whether every chain holds and every event has its cause, looked at while the services run.
import { useEffect } from 'preact/hooks';
import { exactly, whole } from '@kit/format';
import { Answered, useAsked } from '@kit/ui/asked';
import { say } from '@kit/ui/page';
import { Button, Heading, Notice } from '@kit/ui/parts';
import { TableFrame } from '@kit/ui/table';
import type { OperationsApi, Verification, Verified } from './api';
import { operatorTexts } from './texts';

const lookEveryMs = 500;

export function VerifyView({ api }: { api: OperationsApi }) {
  const texts = operatorTexts();
  const asked = useAsked(() => api.verification(), [api]);
  const running = asked.value?.running ?? false;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(asked.again, lookEveryMs);
    return () => {
      clearInterval(timer);
      say(texts.verifyEnded);
    };
  }, [running]);
  const begin = async () => {
    await api.verify().catch(() => undefined); // what became of it is asked for next
    asked.again();
  };
  return (
    <>
      <Heading level={1}>{texts.verify}</Heading>
      <p class="ds-paragraph">{texts.verifyMeans}</p>
      <p class="ds-paragraph mb-subtle">
        {texts.verifyMore} <code>matbud log verify</code>
      </p>
      <Answered asked={asked}>
        {(verification) => (
          <>
            <div>
              <Button big busy={verification.running} onClick={() => void begin()}>
                {texts.verifyNow}
              </Button>
            </div>
            {verification.running && <Progress verification={verification} />}
            {!verification.running && !verification.last && <p class="ds-paragraph">{texts.notVerified}</p>}
            {verification.last && <Last verified={verification.last} />}
          </>
        )}
      </Answered>
    </>
  );
}

function Progress({ verification: { records_read, records_all } }: { verification: Verification }) {
  const texts = operatorTexts();
  const words = records_all > 0 ? texts.readOf(whole(records_read), whole(records_all)) : texts.begins;
  return (
    <div class="mb-stack">
      <progress class="operator-progress" max={Math.max(records_all, 1)} value={records_read} aria-label={words} />
      <p class="ds-paragraph">{words}</p>
    </div>
  );
}

function Last({ verified }: { verified: Verified }) {
  const texts = operatorTexts();
  const seconds = (verified.took_ms / 1000).toLocaleString(document.documentElement.lang, {
    maximumFractionDigits: 1,
  });
  return (
    <>
      <Heading level={2}>{texts.lastVerified(exactly(verified.began_at_ms))}</Heading>
      <Verdict verified={verified} />
      {verified.failed === null && (
        <>
          <p class="ds-paragraph">{texts.readIn(whole(verified.records), seconds)}</p>
          {verified.first_findings.length > 0 && <Findings verified={verified} />}
          <TableFrame caption={texts.topicsCaption}>
            <thead>
              <tr>
                <th scope="col">{texts.topic}</th>
                <th scope="col" class="operator-number">
                  {texts.records}
                </th>
                <th scope="col" class="operator-number">
                  {texts.voided}
                </th>
                <th scope="col">{texts.chain}</th>
              </tr>
            </thead>
            <tbody>
              {verified.topics.map((topic) => (
                <tr key={topic.topic}>
                  <th scope="row">{topic.topic}</th>
                  <td class="operator-number">{whole(topic.records)}</td>
                  <td class="operator-number">{topic.chained ? whole(topic.void) : '–'}</td>
                  <td>{topic.chained ? texts.chained : texts.notChained}</td>
                </tr>
              ))}
            </tbody>
          </TableFrame>
        </>
      )}
    </>
  );
}

function Verdict({ verified }: { verified: Verified }) {
  const texts = operatorTexts();
  if (verified.failed !== null) {
    return (
      <Notice colour="warning">
        {texts.cannotTell} <span lang="en">{verified.failed}</span>
      </Notice>
    );
  }
  if (verified.findings === 0) return <Notice colour="success">{texts.nothingFound}</Notice>;
  return <Notice colour="danger">{texts.found(verified.findings)}</Notice>;
}

function Findings({ verified }: { verified: Verified }) {
  const texts = operatorTexts();
  return (
    <>
      <ul class="ds-list">
        {verified.first_findings.map(({ topic, partition, offset, what }) => (
          <li key={`${topic} ${partition} ${offset} ${what}`}>
            {offset === null ? `${topic}/${partition}` : texts.placeInLog(topic, partition, offset)}: <span lang="en">{what}</span>
          </li>
        ))}
      </ul>
      {verified.findings > verified.first_findings.length && (
        <p class="ds-paragraph">{texts.moreFindings(verified.findings - verified.first_findings.length)}</p>
      )}
    </>
  );
}
