// Writes that outlive the network and the page: each is kept with its own id before it is sent, and sent until the
// server has answered. The id makes a write that arrived twice the same write.
import { signal, type ReadonlySignal } from '@preact/signals';
import { Refused, Unreachable, type Answer, type Asking, type Problem } from '../http';
import type { Shelf } from './shelf';

/** A write as it is kept on the device. */
export interface Letter {
  id: string;
  /** Letters of one subject leave in their order, one after another. */
  subject: string;
  /** Place in the order of all letters of this device. */
  number: number;
  method: 'POST' | 'PUT' | 'DELETE';
  path: string;
  body?: unknown;
  /** When the person wrote it; milliseconds since 1970. */
  writtenAt: number;
  /** Why the server said no. It waits for a person, and with it all later letters of its subject. */
  refused?: Problem;
}

/** What became of a letter. */
export type Outcome = { letter: Letter; answer: Answer<unknown> } | { letter: Letter; problem: Problem };

/** Waits; the test's own stops the clock. */
export type Pause = (milliseconds: number) => Promise<void>;

export interface Post {
  ask(path: string, asking: Asking): Promise<Answer<unknown>>;
}

const stillUnderWay = 202;
const firstPauseMs = 500;
const longestPauseMs = 30_000;

export class Outbox {
  private readonly letters = signal<readonly Letter[]>([]);
  private sending: Promise<void> | undefined;
  private nextNumber = 0;
  private wake: (() => void) | undefined;

  /** Everything that the server has not taken yet, oldest first. */
  readonly waiting: ReadonlySignal<readonly Letter[]> = this.letters;

  private constructor(
    private readonly shelf: Shelf<Letter>,
    private readonly post: Post,
    private readonly onOutcome: (outcome: Outcome) => void,
    private readonly pause: Pause,
  ) {}

  /** Takes up what an earlier visit left. */
  static async open(
    shelf: Shelf<Letter>,
    post: Post,
    onOutcome: (outcome: Outcome) => void,
    pause: Pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  ): Promise<Outbox> {
    const outbox = new Outbox(shelf, post, onOutcome, pause);
    outbox.letters.value = (await shelf.all()).sort((a, b) => a.number - b.number);
    outbox.nextNumber = (outbox.letters.value.at(-1)?.number ?? -1) + 1;
    return outbox;
  }

  /** Kept when the promise is fulfilled, and sent as soon as there is a way. */
  async put(letter: Omit<Letter, 'number'>): Promise<void> {
    const numbered: Letter = { ...letter, number: this.nextNumber++ };
    await this.shelf.put(numbered.id, numbered);
    this.letters.value = [...this.letters.value, numbered];
    this.send();
  }

  /** Tries again at once, as when the network is back. */
  send(): void {
    this.wake?.();
    this.sending ??= this.sendAll().finally(() => {
      this.sending = undefined;
      // A letter that came between the last look and now.
      if (this.next()) this.send();
    });
  }

  /** When nothing is left that could be sent. */
  async settled(): Promise<void> {
    while (this.sending) await this.sending;
  }

  /** A person has seen why a letter was refused, and gives it up. */
  async drop(id: string): Promise<void> {
    await this.take(id);
    this.send();
  }

  private next(): Letter | undefined {
    const stuck = new Set<string>();
    return this.letters.value.find((letter) => {
      if (letter.refused) stuck.add(letter.subject);
      return !stuck.has(letter.subject);
    });
  }

  private async sendAll(): Promise<void> {
    let pauseMs = firstPauseMs;
    for (let letter = this.next(); letter; letter = this.next()) {
      try {
        const asking: Asking = { method: letter.method, id: letter.id };
        if (letter.body !== undefined) asking.body = letter.body;
        const answer = await this.post.ask(letter.path, asking);
        // Kept by the server and not decided yet: the same question is answered when it is.
        if (answer.status === stillUnderWay) throw new Unreachable('not decided yet');
        await this.take(letter.id);
        this.onOutcome({ letter, answer });
        pauseMs = firstPauseMs;
      } catch (error) {
        if (error instanceof Refused) {
          await this.refuse(letter, error.problem);
          continue;
        }
        if (!(error instanceof Unreachable)) throw error;
        await Promise.race([this.pause(pauseMs), new Promise<void>((resolve) => (this.wake = resolve))]);
        this.wake = undefined;
        pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      }
    }
  }

  private async refuse(letter: Letter, problem: Problem): Promise<void> {
    const refused = { ...letter, refused: problem };
    await this.shelf.put(letter.id, refused);
    this.letters.value = this.letters.value.map((other) => (other.id === letter.id ? refused : other));
    this.onOutcome({ letter: refused, problem });
  }

  private async take(id: string): Promise<void> {
    await this.shelf.remove(id);
    this.letters.value = this.letters.value.filter((letter) => letter.id !== id);
  }
}
