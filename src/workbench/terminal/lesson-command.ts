/** A command as a lesson prints it, made to run where the learner stands. Pure. */
import type { LabState } from '#server/contract.ts';

/** The ports that lessons speak of; a lab takes the next free ones where these are taken. */
const WRITTEN = { service: '8080', diagnostics: '6060' };

const NPM = /^npm run (?<command>lab|pprof|retainers)(?<rest>(?: .*)?)$/;

/**
 * `npm run lab x -- --load` is for the project's folder; the terminal stands in the lab's, with `lab` and `pprof` at
 * hand. And the addresses become those of the lab that is running.
 */
export function lessonCommand(line: string, state: LabState): string {
  const groups = NPM.exec(line)?.groups;
  const short = groups && groups['command'] !== 'retainers';
  const command = short
    ? `${groups['command']}${(groups['rest'] ?? '').replace(/ -- /, ' ').replace(/ --$/, '')}`
    : line;
  if (state.kind !== 'ready') return command;
  const portOf = (url: string): string => new URL(url).port;
  return command.replaceAll(
    /(?<host>(?:127\.0\.0\.1|localhost):)(?<port>8080|6060)\b/g,
    (_, host: string, port: string) =>
      host + portOf(port === WRITTEN.service ? state.addresses.service : state.addresses.diagnostics),
  );
}
