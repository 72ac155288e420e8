// Starts the page: which area and day, and what the services say of them.
import { render } from 'preact';
import { onReturn, watched } from '@kit/connection';
import { Http } from '@kit/http';
import { language } from '@kit/language';
import { callerHeaders, signIn } from '@kit/sign-in';
import '@kit/style/kit.css';
import { DispatchApi } from '../api';
import { App } from './app';
import { Day } from './day';
import './dispatcher.css';

async function start(): Promise<void> {
  await signIn();
  const headers = () => ({ ...callerHeaders(), 'accept-language': language.value });
  const day = new Day(new DispatchApi(watched(new Http(undefined, headers))));
  onReturn(() => void day.refresh().catch(() => undefined));
  const body = document.getElementById('page');
  if (!body) throw new Error('the document has no place for the page');
  render(<App day={day} headers={headers} />, body);
}

void start();
