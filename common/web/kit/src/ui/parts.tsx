// The parts that pages are made of.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { kitTexts } from '../kit-texts';

type Colour = 'accent' | 'neutral' | 'info' | 'success' | 'warning' | 'danger';

interface ButtonProps {
  variant?: 'primary' | 'secondary' | 'tertiary';
  colour?: Colour;
  /** Large enough for what matters most on the page. */
  big?: boolean;
  disabled?: boolean;
  busy?: boolean;
  /** For a button whose words do not tell it apart from others. */
  label?: string;
  pressed?: boolean;
  submits?: boolean;
  onClick?: () => void;
  children: ComponentChildren;
}

export function Button({ variant = 'primary', colour, big, disabled, busy, label, pressed, submits, onClick, children }: ButtonProps) {
  return (
    <button
      type={submits ? 'submit' : 'button'}
      class={big ? 'ds-button mb-big' : 'ds-button'}
      data-variant={variant}
      data-color={colour}
      // A disabled button cannot be found by keyboard; it stays there and says that it does nothing.
      aria-disabled={disabled || undefined}
      aria-busy={busy || undefined}
      aria-label={label}
      aria-pressed={pressed}
      onClick={() => {
        if (!disabled && !busy) onClick?.();
      }}
    >
      {children}
    </button>
  );
}

/** Words that stand out; `alert` also interrupts a screen reader. */
export function Notice({ colour, alert, children }: { colour: Colour; alert?: boolean; children: ComponentChildren }) {
  return (
    <div class="ds-alert" data-color={colour} role={alert ? 'alert' : undefined}>
      <div>{children}</div>
    </div>
  );
}

export function Tag({ colour = 'neutral', children }: { colour?: Colour; children: ComponentChildren }) {
  return (
    <span class="ds-tag" data-color={colour}>
      {children}
    </span>
  );
}

export function Heading({ level, children }: { level: 1 | 2 | 3; children: ComponentChildren }) {
  const Element = `h${level}` as const;
  const size = ({ 1: 'lg', 2: 'sm', 3: 'xs' } as const)[level];
  return (
    <Element class="ds-heading" data-size={size}>
      {children}
    </Element>
  );
}

/** Places where rows will be, while they are fetched. */
export function Loading({ rows = 3 }: { rows?: number }) {
  return (
    <div class="mb-stack" role="status">
      <span class="mb-hidden">{kitTexts().loading}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} class="mb-skeleton" aria-hidden="true" />
      ))}
    </div>
  );
}

/** One fewer, how many, one more. */
export function Stepper(props: { count: number; what: string; onChange: (count: number) => void; shown?: string; step?: number }) {
  const texts = kitTexts();
  const step = props.step ?? 1;
  return (
    <span class="mb-stepper">
      <Button variant="secondary" big label={texts.fewer(props.what)} onClick={() => props.onChange(Math.max(0, props.count - step))}>
        −
      </Button>
      <output>{props.shown ?? props.count}</output>
      <Button variant="secondary" big label={texts.more(props.what)} onClick={() => props.onChange(props.count + step)}>
        +
      </Button>
    </span>
  );
}

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** Asks before anything else can be done. Escape and the button close it, and the focus goes back to where it was. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog class="ds-dialog" ref={dialog} aria-label={title} onClose={onClose}>
      <div class="mb-stack">
        <Heading level={2}>{title}</Heading>
        {children}
      </div>
    </dialog>
  );
}
