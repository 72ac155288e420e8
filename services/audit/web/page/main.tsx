// Starts the manager's page.
import { render } from 'preact';
import { watched } from '@kit/connection';
import { Http } from '@kit/http';
import { language } from '@kit/language';
import { callerHeaders, signIn } from '@kit/sign-in';
import '@kit/style/kit.css';
import { BenefitsApi } from './api';
import { App } from './app';
import './page.css';

async function start(): Promise<void> {
  await signIn();
  const headers = () => ({ ...callerHeaders(), 'accept-language': language.value });
  const body = document.getElementById('page');
  if (!body) throw new Error('the document has no place for the page');
  render(<App api={new BenefitsApi(watched(new Http(undefined, headers)))} headers={headers} />, body);
}

void start();
