import type { PprofWords } from '#i18n/pprof.ts';
import type { Profile } from '#pprof/profile.ts';
import { warningText } from '#pprof/warning.ts';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from './commands.ts';
import { render, type Rendered } from './report.ts';
import { openInBrowser } from './viewer.ts';
import type { Settings } from './variables.ts';

/** A report could not be written. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly path: string;
  readonly reason: string;

  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`);
    this.path = path;
    this.reason = reason;
  }
}

/** Where reports and messages go. */
export interface Terminal {
  readonly words: PprofWords;
  /** Someone is looking: a shell, or a terminal as the output. Binary reports then go to a file. */
  readonly isWatched: boolean;
  write(content: string | Uint8Array): Promise<void>;
  say(message: string): void;
}

export interface Request {
  readonly command: Command;
  readonly pattern: string;
  readonly settings: Settings;
}

/**
 * Makes a report and brings it to where it belongs: the terminal, a file, or a program that shows it.
 * @throws {OptionError} {DeliveryError}
 */
export async function deliver(profile: Profile, request: Request, terminal: Terminal): Promise<void> {
  const { command, settings } = request;
  const { content, warnings } = await produce(profile, request, terminal.words);
  for (const warning of warnings) terminal.say(warningText(warning));
  if (settings.output !== '') {
    terminal.say(terminal.words.writing(settings.output));
    return save(settings.output, content);
  }
  switch (command.delivery) {
    case 'text':
      return terminal.write(content);
    case 'binary':
    case 'picture':
      if (!terminal.isWatched) return terminal.write(content);
      return terminal.say(terminal.words.writing(saveNumbered(command.extension, content)));
    case 'browser': {
      const path = saveTemporary(command.extension, content);
      terminal.say(terminal.words.opening(path));
      openInBrowser(path);
      return;
    }
    case 'kcachegrind': {
      const path = saveTemporary(command.extension, content);
      const viewer = spawn('kcachegrind', [path], { stdio: 'ignore', detached: true });
      viewer.once('error', () => terminal.say(terminal.words.noViewer('kcachegrind', path)));
      await Promise.race([once(viewer, 'spawn'), once(viewer, 'error')]).catch(() => undefined);
      viewer.unref();
    }
  }
}

async function produce(profile: Profile, request: Request, words: PprofWords): Promise<Rendered> {
  const { command, pattern, settings } = request;
  if (command.format === 'weblist') {
    const { weblistPage } = await import('./weblist-page.ts');
    return weblistPage(profile, pattern, settings, words);
  }
  const rendered = render(profile, command.format, settings, pattern);
  const isDrawing = command.format === 'dot' && command.delivery !== 'text';
  if (!isDrawing) return rendered;
  // Graphviz is a megabyte of WebAssembly: only who draws shall wait for it.
  const { drawSvg } = await import('./picture.ts');
  return { ...rendered, content: await drawSvg(String(rendered.content)) };
}

function save(path: string, content: string | Uint8Array): void {
  try {
    writeFileSync(path, content);
  } catch (error) {
    throw new DeliveryError(path, error instanceof Error && 'code' in error ? String(error.code) : String(error));
  }
}

function saveTemporary(extension: string, content: string | Uint8Array): string {
  const path = join(mkdtempSync(join(tmpdir(), 'pprof-')), `pprof.${extension}`);
  writeFileSync(path, content);
  return path;
}

/** Files tried before giving up, as in pprof. */
const MAX_NUMBERED = 10_000;

/** `profile001.svg` in the working directory, with the first number that is free. */
function saveNumbered(extension: string, content: string | Uint8Array): string {
  for (let number = 1; number < MAX_NUMBERED; number++) {
    const path = `profile${String(number).padStart(3, '0')}.${extension}`;
    try {
      const file = openSync(path, 'wx');
      writeFileSync(file, content);
      closeSync(file);
      return path;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code !== 'EEXIST') throw new DeliveryError(path, String(code ?? error));
    }
  }
  throw new DeliveryError(`profile*.${extension}`, 'EEXIST');
}
