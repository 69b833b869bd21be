import { delimiter, join } from 'node:path';
import { packageRoot } from '#lab/paths.ts';

/** What a shell and its programs cannot do without; its settings files bring the rest, as in any other terminal. */
const passedOn = [
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'ZDOTDIR',
  'LANG',
  'LC_ALL',
  'LC_CTYPE',
  'TZ',
  'TMPDIR',
  'EDITOR',
  // Where Go looks for itself and for what it has built.
  'GOROOT',
  'GOPATH',
  'GOCACHE',
  'GOTOOLCHAIN',
  // Windows.
  'SystemRoot',
  'SystemDrive',
  'windir',
  'ComSpec',
  'PATHEXT',
  'TEMP',
  'TMP',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'VAZOU_STATE',
];

/** `lab` and `pprof`, then the workshop's own Node. */
export const COMMANDS: readonly string[] = [join(packageRoot, 'src/cli/bin'), join(packageRoot, 'node_modules/.bin')];

export interface TerminalIdentity {
  readonly runId: string;
  /** The lab's folder, and the workspace that it is in. */
  readonly folder: string;
  readonly workspace: string;
}

/**
 * The environment of a terminal: the learner's, without what only some programs need. Tokens and passwords of the
 * shell that started the workshop stay out of it, and so does what npm adds to it.
 */
export function shellEnv(
  { runId, folder, workspace }: TerminalIdentity,
  from: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const kept = passedOn.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]] as const]));
  const commands = COMMANDS.join(delimiter);
  return {
    // Without any language a shell reads bytes, and an é typed into it is two characters.
    LANG: process.platform === 'darwin' ? 'pt_BR.UTF-8' : 'C.UTF-8',
    ...Object.fromEntries(kept),
    PATH: [commands, withoutNpm(from['PATH'] ?? from['Path'] ?? '')].join(delimiter),
    VAZOU_COMMANDS: commands,
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    // pprof keeps fetched profiles here; the page can open what lies in the lab's folder.
    PPROF_TMPDIR: join(folder, 'perfis'),
    // `lab` in a terminal works on the same files as the page around it.
    VAZOU_WORKSPACE: workspace,
    VAZOU_RUN_ID: runId,
  };
}

/** npm puts the `.bin` of every folder above into the PATH of what it runs. */
function withoutNpm(path: string): string {
  return path
    .split(delimiter)
    .filter((entry) => !/[\\/]node_modules[\\/](?:\.bin|.*node-gyp-bin)$/.test(entry))
    .join(delimiter);
}
