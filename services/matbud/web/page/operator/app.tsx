// Which view is shown, and what lies around it.
import { useEffect, useState } from 'preact/hooks';
import { callerHeaders } from '@kit/sign-in';
import { listen } from '@kit/live';
import { Answered, useAsked } from '@kit/ui/asked';
import { Page } from '@kit/ui/page';
import { Heading } from '@kit/ui/parts';
import { base, type Health, type OperationsApi } from './api';
import { HealthView } from './health';
import { OrdersView } from './orders';
import { ParkedView } from './parked';
import { addressOf, place } from './place';
import { StoryView } from './story';
import { operatorTexts } from './texts';
import { VerifyView } from './verify';

export function App({ api }: { api: OperationsApi }) {
  const texts = operatorTexts();
  const at = place.value;
  const asked = useAsked(() => api.health(), [api]);
  const [news, setNews] = useState<Health>();
  useEffect(
    () =>
      listen(`${base}/events`, {
        headers: callerHeaders,
        onEvent: ({ name, data }) => name === 'health' && setNews(JSON.parse(data) as Health),
        // What was missed while nobody was there is asked for.
        onOpen: (open) => open && asked.again(),
      }),
    [api],
  );
  const health = news && news.at_ms >= (asked.value?.at_ms ?? 0) ? { ...asked, value: news } : asked;
  const parked = health.value?.processors.reduce((sum, one) => sum + one.parked, 0) ?? 0;
  const views = [
    { to: { view: 'health' }, words: texts.health, count: 0 },
    { to: { view: 'parked' }, words: texts.parked, count: parked },
    { to: { view: 'orders' }, words: texts.orders, count: 0 },
    { to: { view: 'verify' }, words: texts.verify, count: 0 },
  ] as const;
  const here = at.view === 'order' ? 'orders' : at.view;
  return (
    <Page title={texts.title}>
      <div class="mb-stack">
        <nav class="operator-views" aria-label={texts.title}>
          {views.map(({ to, words, count }) => (
            <a
              key={to.view}
              class="ds-button"
              data-variant={to.view === here ? 'primary' : 'tertiary'}
              aria-current={to.view === here ? 'page' : undefined}
              href={addressOf(to)}
            >
              {words}
              {count > 0 && ` (${count})`}
            </a>
          ))}
        </nav>
        {at.view === 'health' && (
          <>
            {!health.value && <Heading level={1}>{texts.health}</Heading>}
            <Answered asked={health}>{(value) => <HealthView health={value} />}</Answered>
          </>
        )}
        {at.view === 'parked' && <ParkedView api={api} changed={parked} />}
        {at.view === 'orders' && <OrdersView api={api} />}
        {at.view === 'order' && <StoryView key={at.order} api={api} order={at.order} changed={health.value?.at_ms ?? 0} />}
        {at.view === 'verify' && <VerifyView api={api} />}
      </div>
    </Page>
  );
}
