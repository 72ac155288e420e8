// Starts the page: what was kept on the tablet first, then the services.
import { render } from 'preact';
import { onReturn, watched } from '@kit/connection';
import { Http } from '@kit/http';
import { language } from '@kit/language';
import { Outbox } from '@kit/offline/outbox';
import { openShelves } from '@kit/offline/shelf';
import { callerHeaders, callerName, signIn } from '@kit/sign-in';
import '@kit/style/kit.css';
import { PackingApi } from './api';
import { App } from './app';
import { Desk, type Seen } from './desk';
import './page.css';
import type { PickingDraft } from './picking';

async function start(): Promise<void> {
  await signIn();
  const headers = () => ({ ...callerHeaders(), 'accept-language': language.value });
  const http = watched(new Http(undefined, headers));
  const shelf = await openShelves(callerName());
  let desk: Desk | undefined;
  const outbox = await Outbox.open(shelf('outbox'), http, (outcome) => desk?.heard(outcome));
  desk = new Desk(new PackingApi(http, headers), outbox, { drafts: shelf<PickingDraft>('drafts'), seen: shelf<Seen>('seen') });
  onReturn(() => outbox.send());
  outbox.send();
  const body = document.getElementById('page');
  if (!body) throw new Error('the document has no place for the page');
  render(<App desk={desk} />, body);
  if ('serviceWorker' in navigator) void navigator.serviceWorker.register('/packing/worker.js');
}

void start();
