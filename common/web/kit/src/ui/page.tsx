// The frame of every page: where one is, what the connection does, which language and size.
import { signal, useSignalEffect, type ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { online } from '../connection';
import { kitTexts } from '../kit-texts';
import { choose, language, languages, nameOf, type Language } from '../language';
import { signedOut, signInAddress, whoIsIn } from '../sign-in';
import { SignOut } from './sign-out';

const large = signal(false);

/** What a screen reader is told, without moving its place. */
const said = signal('');
export function say(words: string): void {
  said.value = words;
}

interface Waiting {
  /** Why the server said no. */
  refused?: unknown;
}

interface PageProps {
  title: string;
  /** Writes that the server has not taken yet. */
  waiting?: ReadonlySignal<readonly Waiting[]>;
  /** What stands at the right of the head. */
  aside?: ComponentChildren;
  children: ComponentChildren;
}

export function Page({ title, waiting, aside, children }: PageProps) {
  const texts = kitTexts();
  const main = useRef<HTMLElement>(null);
  useSignalEffect(() => {
    document.documentElement.toggleAttribute('data-large', large.value);
  });
  document.title = `${title} – Matbud`;
  return (
    <div class="mb-page" data-color="accent">
      <a
        class="ds-skip-link"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {texts.skip}
      </a>
      <header class="mb-head">
        <p class="mb-name">Matbud</p>
        <Connection waiting={waiting} />
        <span class="mb-fill" />
        {aside}
        <button
          type="button"
          class="ds-button"
          data-variant="tertiary"
          aria-pressed={large.value}
          onClick={() => (large.value = !large.value)}
        >
          {large.value ? texts.normalView : texts.largeView}
        </button>
        <LanguageChoice />
      </header>
      <main class="mb-main" id="main" ref={main} tabIndex={-1}>
        {signedOut.value && <ComeBack />}
        {children}
      </main>
      {whoIsIn() && <SignOut waiting={waiting} />}
      <div class="mb-hidden" role="status" aria-live="polite">
        {said.value}
      </div>
    </div>
  );
}

/** The session has ended while somebody was at work: they go when it suits them. */
function ComeBack() {
  const texts = kitTexts();
  return (
    <div class="ds-alert mb-come-back" data-color="warning" role="alert">
      <p class="ds-paragraph">{texts.signedOut}</p>
      <button type="button" class="ds-button mb-big" onClick={() => location.assign(signInAddress())}>
        {texts.signInAgain}
      </button>
    </div>
  );
}

function LanguageChoice() {
  return (
    <label class="mb-row">
      <span class="mb-hidden">{kitTexts().language}</span>
      <select
        class="ds-input mb-select"
        value={language.value}
        onChange={(event) => choose(event.currentTarget.value as Language)}
      >
        {languages.map((code) => (
          <option key={code} value={code} lang={code}>
            {nameOf[code]}
          </option>
        ))}
      </select>
    </label>
  );
}

function Connection({ waiting }: { waiting: ReadonlySignal<readonly Waiting[]> | undefined }) {
  const texts = kitTexts();
  // What was refused waits for a person, not for the net.
  const count = waiting?.value.filter(({ refused }) => refused === undefined).length ?? 0;
  if (online.value && count === 0) return <span class="ds-tag" data-color="success">{texts.online}</span>;
  if (online.value) return <span class="ds-tag" data-color="info">{texts.sending(count)}</span>;
  return (
    <span class="ds-tag" data-color="warning" role="status">
      {count === 0 ? texts.offline : texts.keptHere(count)}
    </span>
  );
}
