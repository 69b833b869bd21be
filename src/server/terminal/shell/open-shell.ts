import { t } from '#i18n/index.ts';
import { LineShell } from './line-shell.ts';
import { PtyShell } from './pty-shell.ts';
import type { Shell, ShellListener, ShellSpec } from './shell.ts';

/** Set to `linhas`, it does without a pseudoterminal: for a machine where the native module loads but misbehaves. */
const WISH = 'VAZOU_TERMINAL';

export type OpenShell = (spec: ShellSpec, listener: ShellListener) => Promise<Shell>;

/** A real terminal where the machine has one, else line by line, with the reason. */
export const openShell: OpenShell = async (spec, listener) => {
  if (process.env[WISH] === 'linhas') return new LineShell(spec, listener, t.terminal.lines.wished(WISH));
  try {
    return await PtyShell.open(spec, listener);
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return new LineShell(spec, listener, t.terminal.lines.noPty(reason));
  }
};
