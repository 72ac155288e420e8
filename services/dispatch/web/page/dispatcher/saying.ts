// Saying something to the services from a form or a dialog.
import { useSignal } from '@preact/signals';
import type { Day } from './day';
import { boardTexts } from './texts';
import { refusalWords } from './words';

/** Says something to the services, and shows why it was not done. */
export function useSaying(day: Day) {
  const trouble = useSignal<string | undefined>(undefined);
  const busy = useSignal(false);
  /** Said again when nobody answered, it is the same command; after an answer it is another one. */
  const id = useSignal(crypto.randomUUID());
  return {
    trouble,
    busy,
    async say(path: string, body: object): Promise<boolean> {
      busy.value = true;
      trouble.value = undefined;
      try {
        const problem = await day.say(path, id.value, body);
        if (problem) trouble.value = refusalWords(problem.code);
        id.value = crypto.randomUUID();
      } catch {
        trouble.value = boardTexts().notHeard;
      }
      busy.value = false;
      return trouble.value === undefined;
    },
  };
}
