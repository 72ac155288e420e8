// A table with a caption, which is scrolled within its frame when the page is narrow.
import type { ComponentChildren } from 'preact';

interface TableFrameProps {
  caption: string;
  /** The caption is for screen readers alone, since a heading beside it says the same. */
  quiet?: boolean;
  children: ComponentChildren;
}

export function TableFrame({ caption, quiet, children }: TableFrameProps) {
  return (
    <div class="mb-table" role="region" aria-label={caption} tabIndex={0}>
      <table class="ds-table" data-zebra>
        <caption class={quiet ? 'mb-hidden' : undefined}>{caption}</caption>
        {children}
      </table>
    </div>
  );
}
