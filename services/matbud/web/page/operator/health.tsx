// How each service is, and how far it is behind.
import { clock, span, whole } from '@kit/format';
import { Heading, Notice, Tag } from '@kit/ui/parts';
import { TableFrame } from '@kit/ui/table';
import type { Health, Processor } from './api';
import { operatorTexts } from './texts';
import { inOrder, serviceWord } from './words';

export function HealthView({ health }: { health: Health }) {
  const texts = operatorTexts();
  return (
    <>
      <div class="operator-head">
        <Heading level={1}>{health.well ? texts.allWell : texts.somethingWrong}</Heading>
        <p class="ds-paragraph mb-subtle">{texts.clockSays(clock(health.at_ms))}</p>
      </div>
      {health.alarms.length > 0 && (
        <Notice colour="danger">
          <Heading level={2}>{texts.alarms}</Heading>
          <ul class="ds-list" lang="en">
            {health.alarms.map((alarm) => (
              <li key={alarm}>{alarm}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Heading level={2}>{texts.services}</Heading>
      <TableFrame caption={texts.servicesCaption}>
        <thead>
          <tr>
            <th scope="col">{texts.service}</th>
            <th scope="col">{texts.state}</th>
            <NumberHead words={texts.handled} />
            <NumberHead words={texts.waiting} />
            <NumberHead words={texts.oldest} />
            <NumberHead words={texts.parked} />
            <NumberHead words={texts.errands} />
            <NumberHead words={texts.voided} />
            <NumberHead words={texts.rebuilds} />
          </tr>
        </thead>
        <tbody>
          {inOrder(health.processors).map((one) => (
            <tr key={one.processor}>
              <th scope="row">{serviceWord(one.processor)}</th>
              <td>
                <StateTag processor={one} />
              </td>
              <td class="operator-number">{whole(one.handled)}</td>
              <NumberCell value={one.lag_records} />
              <td class="operator-number">{one.lag_records > 0 ? span(one.oldest_waits_ms) : '–'}</td>
              <NumberCell value={one.parked} />
              <NumberCell value={one.pending_effects} />
              <NumberCell value={one.void} />
              <NumberCell value={one.rebuilds} />
            </tr>
          ))}
        </tbody>
      </TableFrame>
      <p class="ds-paragraph mb-subtle">{texts.sinceTheStart}</p>
      <Inputs processors={inOrder(health.processors)} />
    </>
  );
}

function NumberHead({ words }: { words: string }) {
  return (
    <th scope="col" class="operator-number">
      {words}
    </th>
  );
}

function NumberCell({ value }: { value: number }) {
  return <td class={value > 0 ? 'operator-number operator-some' : 'operator-number'}>{whole(value)}</td>;
}

function StateTag({ processor: { partitions, stopped, catching_up } }: { processor: Processor }) {
  const texts = operatorTexts();
  if (stopped > 0) return <Tag colour="danger">{texts.stopped(stopped, partitions)}</Tag>;
  if (catching_up > 0) return <Tag colour="warning">{texts.catchingUp(catching_up, partitions)}</Tag>;
  return <Tag colour="success">{texts.works}</Tag>;
}

/** What each service hears, and what of it waits. */
function Inputs({ processors }: { processors: readonly Processor[] }) {
  const texts = operatorTexts();
  return (
    <details class="ds-details operator-inputs">
      <summary>{texts.inputs}</summary>
      <TableFrame caption={texts.inputsCaption}>
        <thead>
          <tr>
            <th scope="col">{texts.service}</th>
            <th scope="col">{texts.topic}</th>
            <NumberHead words={texts.waiting} />
            <NumberHead words={texts.oldest} />
          </tr>
        </thead>
        <tbody>
          {processors.flatMap((one) =>
            one.inputs.map((input) => (
              <tr key={`${one.processor} ${input.topic}`}>
                <td>{serviceWord(one.processor)}</td>
                <th scope="row">{input.topic}</th>
                <NumberCell value={input.lag_records} />
                <td class="operator-number">{input.lag_records > 0 ? span(input.oldest_waits_ms) : '–'}</td>
              </tr>
            )),
          )}
        </tbody>
      </TableFrame>
    </details>
  );
}
