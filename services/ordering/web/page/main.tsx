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
import type { Draft } from './basket';
import { deviceId, DraftCopies } from './draft-copies';
import './page.css';
import type { Receipt, Seen } from './table';

async function start(): Promise<void> {
  await signIn();
  const http = watched(new Http(undefined, () => ({ ...callerHeaders(), 'accept-language': language.value })));
  const shelf = await openShelves(callerName());
  const outbox = await Outbox.open(shelf('outbox'), http, () => undefined);
  onReturn(() => outbox.send());
  outbox.send();
  const body = document.getElementById('page');
  if (!body) throw new Error('the document has no place for the page');
  const api = new OrderingApi(http);
  render(
    <App
      api={api}
      outbox={outbox}
      keeping={{ drafts: shelf<Draft>('drafts'), seen: shelf<Seen | Receipt>('seen'), copies: new DraftCopies(api, deviceId()) }}
      lists={shelf<Citizen[]>('seen')}
    />,
    body,
  );
  if ('serviceWorker' in navigator) void navigator.serviceWorker.register('/kitchen-table/worker.js');
}

void start();
