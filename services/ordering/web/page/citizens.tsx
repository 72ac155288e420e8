// Who is shopping today.
import { useSignal, useSignalEffect } from '@preact/signals';
import type { Outbox } from '@kit/offline/outbox';
import type { Shelf } from '@kit/offline/shelf';
import { kitTexts } from '@kit/kit-texts';
import { language } from '@kit/language';
import { Button, Heading, Loading, Notice, Tag } from '@kit/ui/parts';
import type { Citizen, OrderingApi } from './api';
import type { Draft } from './basket';
import { isEmpty } from './drafts';
import { OtherUnit } from './other-unit';
import { addressOf } from './place';
import { ShutDoors } from './shut-doors';
import { tableTexts } from './texts';

interface Props {
  api: OrderingApi;
  outbox: Outbox;
  /** The list as it was seen last. */
  list: Shelf<Citizen[]>;
  drafts: Shelf<Draft>;
}

export function Citizens({ api, outbox, list, drafts }: Props) {
  const texts = tableTexts();
  const citizens = useSignal<Citizen[] | undefined>(undefined);
  const unreachable = useSignal(false);
  const withDraft = useSignal<ReadonlySet<string>>(new Set());
  const filter = useSignal('');
  const areas = useSignal<ReadonlyMap<string, string>>(new Map());

  const load = async () => {
    citizens.value ??= await list.get('citizens');
    try {
      citizens.value = await api.citizens();
      unreachable.value = false;
      areas.value = await api.areaNames();
      await list.put('citizens', citizens.value);
    } catch {
      unreachable.value = true;
    }
  };
  useSignalEffect(() => {
    void load();
    void drafts.all().then((all) => (withDraft.value = new Set(all.filter((draft) => !isEmpty(draft)).map(({ citizenId }) => citizenId))));
  });

  const shown = (citizens.value ?? [])
    .filter(({ active, name }) => active && (name ?? '').toLocaleLowerCase().includes(filter.value.toLocaleLowerCase()))
    .sort((a, b) => (a.name ?? '').localeCompare(b.name ?? '', language.value));
  return (
    <div class="mb-stack">
      <Heading level={1}>{texts.citizens}</Heading>
      <ShutDoors api={api} outbox={outbox} citizens={citizens.value ?? []} />
      {unreachable.value && (
        <Notice colour="warning">
          <p class="ds-paragraph">{kitTexts().notReached}</p>
          <Button variant="secondary" onClick={() => void load()}>
            {kitTexts().tryAgain}
          </Button>
        </Notice>
      )}
      {!citizens.value && !unreachable.value && <Loading rows={6} />}
      {citizens.value && citizens.value.length > 6 && (
        <div class="ds-field">
          <label class="ds-label" for="find-citizen">
            {texts.findCitizen}
          </label>
          <input
            id="find-citizen"
            class="ds-input table-search"
            type="search"
            autocomplete="off"
            value={filter.value}
            onInput={(event) => (filter.value = event.currentTarget.value)}
          />
        </div>
      )}
      {citizens.value && shown.length === 0 && (
        <p class="ds-paragraph">{filter.value === '' ? texts.noCitizens : texts.noSuchName}</p>
      )}
      <ul class="mb-list table-citizens">
        {shown.map((citizen) => (
          <li key={citizen.citizen_id}>
            <a class="mb-tap" href={addressOf({ view: 'table', citizen: citizen.citizen_id })}>
              <span>
                <strong>{citizen.name ?? texts.erased}</strong>
                <br />
                <span class="mb-subtle">{whoElse(citizen, areas.value.get(citizen.area_id))}</span>
              </span>
              {withDraft.value.has(citizen.citizen_id) && <Tag colour="info">{texts.draftHere}</Tag>}
            </a>
          </li>
        ))}
      </ul>
      <OtherUnit />
    </div>
  );
}

/** What tells two people of one name apart. */
function whoElse({ verified_age_years }: Citizen, area: string | undefined): string {
  return [area, verified_age_years > 0 ? tableTexts().years(verified_age_years) : null].filter(Boolean).join(', ');
}
