// Starts the page: what was kept on the device first, then the services.
import { render } from 'preact';
import { onReturn, watched } from '@kit/connection';
import { Http } from '@kit/http';
import { language } from '@kit/language';
import { Outbox } from '@kit/offline/outbox';
import { openShelves } from '@kit/offline/shelf';
import { callerHeaders, callerName, signIn } from '@kit/sign-in';
import '@kit/style/kit.css';
import { OrderingApi, type Citizen } from './api';
import { App } from './app';
import { isAmendment } from './basket';
import { deviceId, DraftCopies } from './draft-copies';
import './page.css';
import type { Keeping } from './table';

async function start(): Promise<void> {
  await signIn();
  const headers = () => ({ ...callerHeaders(), 'accept-language': language.value });
  const http = watched(new Http(undefined, headers));
  const shelf = await openShelves(callerName());
  const outbox = await Outbox.open(shelf('outbox'), http, () => undefined);
  onReturn(() => outbox.send());
  outbox.send();
  const body = document.getElementById('page');
  if (!body) throw new Error('the document has no place for the page');
  const api = new OrderingApi(http, headers);
  const copies = new DraftCopies(api, deviceId());
  onReturn(() => void copies.resync());
  const keeping: Keeping = { drafts: shelf('drafts'), seen: shelf('seen'), copies };
  // What an earlier visit could not copy, for whomever it was.
  for (const draft of await keeping.drafts.all()) if (!isAmendment(draft)) copies.note(draft);
  render(
    <App
      api={api}
      outbox={outbox}
      keeping={keeping}
      lists={shelf<Citizen[]>('seen')}
    />,
    body,
  );
  if ('serviceWorker' in navigator) void navigator.serviceWorker.register('/kitchen-table/worker.js');
}

void start();
