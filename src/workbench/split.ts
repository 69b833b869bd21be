/**
 * `<vazou-split>`: a lesson's text and its workbench, side by side on a wide screen, one at a time on a narrow one.
 *
 * The whole state is one attribute of the root element (`data-bench="open"`) and one custom property
 * (`--split-text`, the text's share of the width); split.css does the rest. A wide screen's state is remembered, and
 * restore-split.js puts it back before the first paint; a narrow screen always begins with the text.
 */
import type { MountedWorkbench } from './main.tsx';
import { isShortcut } from './ui/is-shortcut.ts';

/** Sent up by a command in the text: its line is the detail. */
export const RUN_COMMAND = 'vazou:run-command';

const STORAGE_KEY = 'vazou.split';
/** Parameter of the address that names a panel of the workbench. */
const PANEL = 'aba';
/** Per cent of the width: beyond these one side is too narrow to work in. The same as in restore-split.js. */
const TEXT_MIN = 30;
const TEXT_MAX = 70;
const TEXT_DEFAULT = 46;
/** Per cent that one press of an arrow key moves the grip. */
const KEY_STEP = 2;

class Split extends HTMLElement {
  readonly #root = document.documentElement;
  readonly #wide = matchMedia('(min-width: 72rem)');
  #workbench: Promise<MountedWorkbench | null> | undefined;
  /** Where the reader was in the text when a narrow screen switched to the workbench. */
  #textScroll = 0;
  /** What had the focus there, while the switch has it instead. */
  #textFocus: HTMLElement | null = null;

  connectedCallback(): void {
    this.#part('toggle').addEventListener('click', () => this.#setOpen(!this.#open));
    this.#part('text').addEventListener('click', () => this.#setOpen(false));
    this.#part('bench').addEventListener('click', () => this.#setOpen(true));
    const grip = this.#part('grip');
    grip.addEventListener('pointerdown', (event) => this.#drag(grip, event));
    grip.addEventListener('keydown', (event) => this.#moveByKey(event));
    grip.addEventListener('dblclick', () => this.#setText(TEXT_DEFAULT));
    this.addEventListener(RUN_COMMAND, (event) => void this.#run((event as CustomEvent<string>).detail));
    this.#setText(this.#text);
    this.addEventListener('click', (event) => this.#followLink(event));
    if (new URLSearchParams(location.search).has(PANEL)) this.#setOpen(true);
    this.#reflect();
  }

  /** Runs a command of the text in the workbench's terminal. */
  async #run(command: string): Promise<void> {
    this.#setOpen(true);
    (await this.#workbench)?.runCommand(command);
  }

  /** A link of the text that is about the workbench opens it at once: what runs there goes on. */
  #followLink(event: MouseEvent): void {
    const link =
      event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(`a[href^="?${PANEL}="]`) : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, '', link.href);
    dispatchEvent(new PopStateEvent('popstate'));
    this.#setOpen(true);
  }

  #part(name: 'toggle' | 'text' | 'bench' | 'grip' | 'loading' | 'failed'): HTMLElement {
    const part = this.querySelector<HTMLElement>(`[data-split='${name}']`);
    if (!part) throw new Error(`split view without its "${name}"`);
    return part;
  }

  get #open(): boolean {
    return this.#root.dataset['bench'] === 'open';
  }

  #setOpen(open: boolean): void {
    if (open === this.#open) return;
    const narrow = !this.#wide.matches;
    if (open) this.#textScroll = scrollY;
    if (open && narrow) this.#takeFocus();
    if (open) this.#root.dataset['bench'] = 'open';
    else delete this.#root.dataset['bench'];
    if (!open && narrow) this.#textFocus?.focus({ preventScroll: true });
    if (narrow) scrollTo({ top: open ? 0 : this.#textScroll, behavior: 'instant' });
    else this.#remember();
    this.#reflect();
  }

  /** Out of the text, before it goes out of sight. */
  #takeFocus(): void {
    const { activeElement } = document;
    const isOfText = activeElement instanceof HTMLElement && activeElement.closest('.split-text') !== null;
    this.#textFocus = isOfText ? activeElement : null;
    if (isOfText) this.#part('bench').focus({ preventScroll: true });
  }

  #reflect(): void {
    this.#part('text').setAttribute('aria-pressed', String(!this.#open));
    this.#part('bench').setAttribute('aria-pressed', String(this.#open));
    if (this.#open) this.#workbench ??= this.#mountWorkbench();
  }

  /** The workbench's code loads the first time that it is to be seen, and never for someone who only reads. */
  async #mountWorkbench(): Promise<MountedWorkbench | null> {
    const host = this.querySelector<HTMLElement>('vazou-workbench');
    const labId = host?.dataset['lab'];
    if (!host || labId === undefined) throw new Error('split view without a workbench');
    try {
      const { mount } = await import('./main.tsx');
      host.replaceChildren();
      return mount(host, { labId });
    } catch (error) {
      console.error(error);
      this.#part('loading').hidden = true;
      this.#part('failed').hidden = false;
      return null;
    }
  }

  get #text(): number {
    return Number.parseFloat(this.#root.style.getPropertyValue('--split-text')) || TEXT_DEFAULT;
  }

  #setText(percent: number): void {
    const text = Math.min(TEXT_MAX, Math.max(TEXT_MIN, Math.round(percent * 10) / 10));
    this.#root.style.setProperty('--split-text', `${text}%`);
    this.#part('grip').setAttribute('aria-valuenow', String(Math.round(text)));
  }

  #drag(grip: HTMLElement, down: PointerEvent): void {
    if (down.button !== 0) return;
    down.preventDefault();
    grip.focus();
    grip.setPointerCapture(down.pointerId);
    const dragging = new AbortController();
    const { signal } = dragging;
    const move = ({ clientX }: PointerEvent) => {
      const { left, width } = this.getBoundingClientRect();
      this.#setText(((clientX - left) / width) * 100);
    };
    const end = () => {
      dragging.abort();
      this.#remember();
    };
    grip.addEventListener('pointermove', move, { signal });
    grip.addEventListener('pointerup', end, { signal });
    grip.addEventListener('pointercancel', end, { signal });
  }

  #moveByKey(event: KeyboardEvent): void {
    const target: Partial<Record<string, number>> = {
      ArrowLeft: this.#text - KEY_STEP,
      ArrowRight: this.#text + KEY_STEP,
      Home: TEXT_MIN,
      End: TEXT_MAX,
    };
    const text = target[event.key];
    if (text === undefined || isShortcut(event)) return;
    event.preventDefault();
    this.#setText(text);
    this.#remember();
  }

  #remember(): void {
    try {
      localStorage.setItem(STORAGE_KEY, JSON.stringify({ open: this.#open, text: this.#text }));
    } catch {
      // Storage is off or full: the view still works, it only starts afresh next time.
    }
  }
}

customElements.define('vazou-split', Split);
