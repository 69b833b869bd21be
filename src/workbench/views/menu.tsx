import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { Shape } from '../ui/shape.tsx';
import './menu.css';

interface MenuProps {
  readonly title: string;
  /** What a screen reader says instead of a short title. */
  readonly label?: string;
  readonly children: (close: () => void) => ComponentChildren;
}

/** A button that opens a small panel below itself; Escape, a press elsewhere, or Tab beyond its end closes it. */
export function Menu({ title, label, children }: MenuProps) {
  const open = useSignal(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    open.value = false;
    button.current?.focus();
  };
  // At once: who opens it by a key and goes on with Tab goes on from what is chosen.
  useLayoutEffect(() => {
    if (!open.value) return undefined;
    const panel = root.current?.querySelector('.vw-menu-panel');
    // What is chosen, else the first of what can be.
    const chosen = panel?.querySelector<HTMLElement>('[aria-pressed=true]');
    (chosen ?? panel?.querySelector<HTMLElement>('select, input, button, [tabindex]'))?.focus();
    panel?.scrollIntoView({ block: 'nearest' });
    const elsewhere = ({ target }: Event): void => {
      if (target instanceof Node && !root.current?.contains(target)) open.value = false;
    };
    document.addEventListener('pointerdown', elsewhere);
    return () => document.removeEventListener('pointerdown', elsewhere);
  }, [open.value]);
  return (
    <div
      class="vw-menu"
      ref={root}
      onFocusOut={({ relatedTarget }) => {
        if (relatedTarget instanceof Node && !root.current?.contains(relatedTarget)) open.value = false;
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open.value) return;
        event.stopPropagation();
        close();
      }}
    >
      <button
        ref={button}
        type="button"
        class="wb-button"
        aria-expanded={open.value}
        aria-label={label}
        title={label}
        onClick={() => (open.value = !open.value)}
      >
        {title !== '' && title}
        <Shape name="down" />
      </button>
      {open.value && <div class="vw-menu-panel">{children(close)}</div>}
    </div>
  );
}
