// Which view is shown, and what lies around it.
import { useEffect, useMemo } from 'preact/hooks';
import { onReturn, online } from '@kit/connection';
import { kitTexts } from '@kit/kit-texts';
import { Page } from '@kit/ui/page';
import { Button, Heading, Loading, Notice } from '@kit/ui/parts';
import { Boxes } from './boxes';
import { OrderInHand, type Desk } from './desk';
import { Labels } from './labels';
import { List } from './list';
import { OrderView } from './order-view';
import { addressOf, place, type Place } from './place';
import { SlipView } from './slip';
import { packingTexts } from './texts';

export function App({ desk }: { desk: Desk }) {
  const texts = packingTexts();
  const at = place.value;
  useEffect(() => {
    void desk.open();
    onReturn(() => ++desk.changes.value);
    return desk.follow();
  }, [desk]);
  return (
    <Page
      title={texts.title}
      waiting={desk.outbox.waiting}
      aside={
        at.view !== 'list' && (
          <a class="ds-button" data-variant="tertiary" href={addressOf({ view: 'list' })}>
            {texts.toTheList}
          </a>
        )
      }
    >
      {at.view === 'list' ? <List desk={desk} /> : <InHand key={at.order} at={at} desk={desk} />}
    </Page>
  );
}

/** Looks anew after each letter that was taken, and whenever something happens elsewhere. */
export function useLooks(look: () => Promise<void>, desk: Desk): void {
  const waiting = desk.outbox.waiting.value.length;
  const changes = desk.changes.value;
  useEffect(() => {
    void look();
  }, [look, waiting, changes]);
}

function InHand({ at, desk }: { at: Exclude<Place, { view: 'list' }>; desk: Desk }) {
  const inHand = useMemo(() => new OrderInHand(at.order, desk), [at.order, desk]);
  useEffect(() => {
    void inHand.open();
  }, [inHand]);
  const look = useMemo(() => () => inHand.refresh(), [inHand]);
  useLooks(look, desk);
  const order = inHand.order.value;
  if (!order) {
    return (
      <div class="mb-stack">
        <Heading level={1}>{packingTexts().title}</Heading>
        {inHand.freshness.value !== 'none' ? (
          <Loading rows={6} />
        ) : (
          <Notice colour="warning" alert>
            <p class="ds-paragraph">{online.value ? packingTexts().gone : kitTexts().notReached}</p>
            <Button big onClick={() => void inHand.refresh()}>
              {kitTexts().tryAgain}
            </Button>
          </Notice>
        )}
      </div>
    );
  }
  switch (at.view) {
    case 'order':
      return <OrderView inHand={inHand} order={order} desk={desk} />;
    case 'boxes':
      return <Boxes inHand={inHand} order={order} desk={desk} />;
    case 'slip':
      return <SlipView order={order} desk={desk} />;
    case 'labels':
      return <Labels order={order} desk={desk} />;
  }
}
