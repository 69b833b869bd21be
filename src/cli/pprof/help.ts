import type { PprofWords } from '#i18n/pprof.ts';
import { COMMANDS, findCommand } from './commands.ts';
import { VARIABLES } from './variables.ts';

/** `pprof -help` */
export function commandLineHelp(words: PprofWords): string {
  const sources = words.sourceOptions.map(([flag, what]) => `    ${flag}\n          ${what}`);
  return [
    words.usageHead,
    section(
      words.usageFormats,
      COMMANDS.map(({ name }) => entry(`-${name}`, words.commands[name]?.about ?? '')),
    ),
    section(words.usageOptions, optionEntries(words, '-')),
    section(words.usageGroups, groupEntries(words, '-')),
    section(words.usageSources, sources),
    `  ${words.usageEnvironment}`,
  ].join('\n');
}

/** `help` in the shell. */
export function shellHelp(words: PprofWords): string {
  const commands = [
    ...COMMANDS.map(({ name }) => entry(name, words.commands[name]?.about ?? '')),
    entry('o/options', words.optionsHelp),
    entry('q/quit/exit/^D', words.quitHelp),
    entry(':', words.clearHelp),
  ];
  return [
    section(words.usageCommands, commands),
    section(words.usageOptions, optionEntries(words, '')),
    section(words.usageGroups, groupEntries(words, '')),
    `  ${words.moreHelp}`,
  ].join('\n');
}

/** `help TOPIC`: a command or a variable; undefined when there is none of that name. */
export function topicHelp(words: PprofWords, topic: string): string | undefined {
  const command = findCommand(topic) === undefined ? undefined : words.commands[topic];
  if (command !== undefined) {
    const usage =
      command.usage.length === 0 ? [] : [`  ${words.usageLabel}`, ...command.usage.map((line) => `    ${line}`)];
    return [command.about, ...usage].join('\n');
  }
  return words.variables[topic]?.join('\n');
}

function section(title: string, lines: readonly string[]): string {
  return `  ${title}\n${lines.toSorted().join('\n')}\n`;
}

function entry(name: string, about: string): string {
  return `    ${name.padEnd(16)} ${about}`;
}

function optionEntries(words: PprofWords, prefix: string): string[] {
  return VARIABLES.filter(({ choices }) => choices.length === 0).map(({ name }) =>
    entry(prefix + name, words.variables[name]?.[0] ?? ''),
  );
}

function groupEntries(words: PprofWords, prefix: string): string[] {
  return VARIABLES.filter(({ choices }) => choices.length > 0).map(({ name, choices }) =>
    [
      entry(name, words.variables[name]?.[0] ?? '').trimEnd(),
      ...choices.map((choice) => `  ${entry(prefix + choice, words.variables[choice]?.[0] ?? '')}`),
    ].join('\n'),
  );
}
