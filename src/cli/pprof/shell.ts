import type { PprofWords } from '#i18n/pprof.ts';
import type { Profile } from '#pprof/profile.ts';
import { prepareReport } from '#pprof/report/prepare.ts';
import { profileLines } from '#pprof/report/header.ts';
import { ValueFormat } from '#pprof/report/values.ts';
import { sampleIndex } from '#pprof/sample-index.ts';
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { deliver, type Terminal } from './deliver.ts';
import { explain } from './explain.ts';
import { shellHelp, topicHelp } from './help.ts';
import { complete } from './shell/complete.ts';
import { optionsText } from './shell/options-text.ts';
import { expandShortcut, parseStatement, type Mistake } from './shell/statement.ts';
import type { Settings } from './variables.ts';

const PROMPT = '(pprof) ';

export interface ShellStreams {
  readonly input: Readable;
  readonly output: Writable;
  /** Keys are read one by one: completion and history work. */
  readonly isTerminal: boolean;
}

/** The interactive shell: reads commands until there are no more. */
export async function runShell(
  profile: Profile,
  initial: Settings,
  terminal: Terminal,
  { input, output, isTerminal }: ShellStreams,
): Promise<void> {
  const shell = new Shell(profile, { ...initial, compactLabels: true }, terminal);
  shell.greet(initial);
  const functionNames = [...new Set(profile.functions.map(({ name }) => name))];
  const lines = createInterface({
    input,
    output,
    terminal: isTerminal,
    prompt: PROMPT,
    completer: (line: string) => complete(line, functionNames),
    removeHistoryDuplicates: true,
  });
  // A pipe may have ended long before its last command has run; readline refuses to prompt then.
  const prompt = (): void => {
    if (!isTerminal) output.write(PROMPT);
    else if (!closed) lines.prompt();
  };
  let closed = false;
  lines.once('close', () => (closed = true));
  prompt();
  for await (const line of lines) {
    if (!(await shell.run(line))) break;
    prompt();
  }
  lines.close();
}

class Shell {
  readonly #profile: Profile;
  readonly #terminal: Terminal;
  readonly #sampleTypes: readonly string[];
  #settings: Settings;

  constructor(profile: Profile, settings: Settings, terminal: Terminal) {
    this.#profile = profile;
    this.#settings = settings;
    this.#terminal = terminal;
    this.#sampleTypes = profile.sampleTypes.map(({ type }) => type);
  }

  greet(settings: Settings): void {
    const { words, say } = this.#terminal;
    const report = prepareReport(this.#profile, 'top', { sampleIndex: settings.sampleIndex, mean: settings.mean });
    say(profileLines(report, new ValueFormat(report, settings.unit)).join('\n'));
    if (report.total === 0 && this.#sampleTypes.length > 1) say(words.noSamples);
    say(words.entering);
  }

  /** Does what a line says; false when it says to leave. A mistake is told, and the shell goes on. */
  async run(line: string): Promise<boolean> {
    for (const input of expandShortcut(line, this.#sampleTypes)) {
      try {
        if (!(await this.#execute(input))) return false;
      } catch (error) {
        const explanation = explain(error, this.#terminal.words);
        if (explanation === undefined) throw error;
        this.#terminal.say(explanation);
      }
    }
    return true;
  }

  async #execute(input: string): Promise<boolean> {
    const { words, say } = this.#terminal;
    const statement = parseStatement(input, this.#settings, (name) => this.#typeOf(name));
    switch (statement.kind) {
      case 'nothing':
        return true;
      case 'quit':
        return false;
      case 'settings':
        this.#settings = statement.settings;
        return true;
      case 'options':
        say(optionsText(this.#settings, this.#sampleTypes));
        return true;
      case 'help':
        say(
          statement.topic === ''
            ? shellHelp(words)
            : (topicHelp(words, statement.topic) ?? words.unknownTopic(statement.topic)),
        );
        return true;
      case 'mistake':
        say(mistakeText(statement.mistake, words));
        return true;
      case 'report':
        await deliver(this.#profile, statement, this.#terminal);
        return true;
    }
  }

  #typeOf(name: string): string {
    return this.#sampleTypes[sampleIndex(this.#profile, name)]!;
  }
}

function mistakeText(mistake: Mistake, words: PprofWords): string {
  switch (mistake.kind) {
    case 'needs-value':
      return words.needsValue(mistake.name);
    case 'needs-parameter':
      return words.needsParameter(mistake.name);
    case 'did-you-mean':
      return words.didYouMean(mistake.name, mistake.value);
    case 'unknown-command':
      return words.unknownCommand(mistake.name);
    case 'unsupported':
      return words.unsupported(mistake.name);
    case 'missing-file-name':
      return words.missingFileName;
  }
}
