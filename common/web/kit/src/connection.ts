// Whether the services can be reached, as far as this page knows.
import { signal } from '@preact/signals';
import { SignedOut, Unreachable, type Answer, type Asking, type Http } from './http';
import { signedOut } from './sign-in';

/** False from the first request that got no answer until the first that got one. */
export const online = signal(globalThis.navigator?.onLine ?? true);

/** The same requests, and what they tell of the connection. */
export function watched(http: Http): Pick<Http, 'ask'> {
  return {
    async ask<T>(path: string, asking?: Asking): Promise<Answer<T>> {
      try {
        const answer = await http.ask<T>(path, asking);
        online.value = true;
        signedOut.value = false;
        return answer;
      } catch (error) {
        if (error instanceof SignedOut) signedOut.value = true;
        online.value = error instanceof SignedOut || !(error instanceof Unreachable);
        throw error;
      }
    },
  };
}

/** Calls when the net comes back, or the person comes back to the page. */
export function onReturn(call: () => void): void {
  globalThis.addEventListener?.('online', call);
  globalThis.document?.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') call();
  });
}
