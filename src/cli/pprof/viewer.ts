import { spawn } from 'node:child_process';

/** Opens a file in the user's browser. A machine without one is no error: the path has been told. */
export function openInBrowser(path: string): void {
  const [program, args] = openerFor(path);
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.once('error', () => undefined);
  child.unref();
}

function openerFor(path: string): [program: string, args: string[]] {
  const chosen = process.env['BROWSER'];
  if (chosen !== undefined && chosen !== '') return [chosen, [path]];
  switch (process.platform) {
    case 'darwin':
      return ['open', [path]];
    case 'win32':
      return ['rundll32', ['url.dll,FileProtocolHandler', path]];
    default:
      return ['xdg-open', [path]];
  }
}
