// Starts the page: what was kept on the phone first, then the services.
import { render } from 'preact';
import { onReturn, watched } from '@kit/connection';
import { Http } from '@kit/http';
import { language } from '@kit/language';
import { Outbox } from '@kit/offline/outbox';
import { openShelves } from '@kit/offline/shelf';
import { callerHeaders, callerName, signIn } from '@kit/sign-in';
import '@kit/style/kit.css';
import { DispatchApi } from '../api';
import { App } from './app';
import './driver.css';
import { Duty, type Seen } from './duty';

async function start(): Promise<void> {
  await signIn();
  const headers = () => ({ ...callerHeaders(), 'accept-language': language.value });
  const http = watched(new Http(undefined, headers));
  const shelf = await openShelves(callerName());
  const outbox: Outbox = await Outbox.open(shelf('outbox'), http, (outcome) => duty.hear(outcome));
  const duty = new Duty(new DispatchApi(http), outbox, shelf<Seen>('seen'));
  onReturn(() => {
    outbox.send();
    void duty.refresh().catch(() => undefined);
  });
  outbox.send();
  const body = document.getElementById('page');
  if (!body) throw new Error('the document has no place for the page');
  render(<App duty={duty} outbox={outbox} headers={headers} />, body);
  if ('serviceWorker' in navigator) void navigator.serviceWorker.register('/driver/worker.js');
}

void start();
