// A question to the services and the four things that can become of it: it is under way, answered, refused, or nobody
// is there. What was seen last stays to be seen.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Refused, type Problem } from '../http';
import { clock } from '../format';
import { kitTexts } from '../kit-texts';
import { Button, Loading, Notice } from './parts';

export interface Asked<T> {
  /** What was answered last. */
  value: T | undefined;
  /** When, in milliseconds since 1970; 0 = never. */
  at: number;
  /** Why there is no newer answer. */
  trouble: Problem | 'unreachable' | undefined;
  again: () => void;
}

/** Asks when one of `about` changes, and whenever again() is called. */
export function useAsked<T>(ask: () => Promise<T>, about: readonly unknown[]): Asked<T> {
  const [state, set] = useState<{ value: T | undefined; at: number; trouble: Asked<T>['trouble'] }>({
    value: undefined,
    at: 0,
    trouble: undefined,
  });
  const newest = useRef(0);
  const again = () => {
    const mine = ++newest.current;
    ask().then(
      (value) => newest.current === mine && set({ value, at: Date.now(), trouble: undefined }),
      (error: unknown) =>
        newest.current === mine &&
        set((before) => ({ ...before, trouble: error instanceof Refused ? error.problem : 'unreachable' })),
    );
  };
  useEffect(again, about);
  return { ...state, again };
}

interface AnsweredProps<T> {
  asked: Asked<T>;
  rows?: number;
  children: (value: T) => ComponentChildren;
}

export function Answered<T>({ asked, rows, children }: AnsweredProps<T>) {
  if (asked.value === undefined && !asked.trouble) return <Loading rows={rows ?? 3} />;
  return (
    <>
      {asked.trouble && <Trouble asked={asked} />}
      {asked.value !== undefined && children(asked.value)}
    </>
  );
}

function Trouble({ asked: { trouble, at, again } }: { asked: Asked<unknown> }) {
  const texts = kitTexts();
  const refused = trouble !== 'unreachable' && trouble;
  if (refused && (refused.status === 401 || refused.status === 403)) {
    return (
      <Notice colour="danger" alert>
        {texts.noAccess}
      </Notice>
    );
  }
  return (
    <Notice colour="warning" alert>
      <div class="mb-stack">
        {refused ? (
          <span>
            {texts.somethingWrong}: <span lang="en">{refused.detail}</span>
          </span>
        ) : (
          <span>{at > 0 ? texts.shownFrom(clock(at)) : texts.nobodyThere}</span>
        )}
        <span>
          <Button variant="secondary" onClick={again}>
            {texts.tryAgain}
          </Button>
        </span>
      </div>
    </Notice>
  );
}
