/** Where Vazou keeps things. Everything is relative to the package, never to the working directory. */
import { join, resolve } from 'node:path';

export const packageRoot = resolve(import.meta.dirname, '../..');
export const labsDir = join(packageRoot, 'labs');
export const scenariosDir = join(packageRoot, 'scenarios');

/** The learner's code. `VAZOU_WORKSPACE` moves it, so that tests never touch a real one. */
export function workspaceDir(): string {
  return process.env['VAZOU_WORKSPACE'] ?? join(packageRoot, 'workspace');
}

/** Last profiles of labs that ran out of memory. `VAZOU_STATE` moves it. */
export function deathsDir(): string {
  return join(stateDir(), 'deaths');
}

/** Run files of live labs, read by whoever has to clean up after a killed owner. `VAZOU_STATE` moves it. */
export function runDir(): string {
  return join(stateDir(), 'run');
}

function stateDir(): string {
  return process.env['VAZOU_STATE'] ?? join(packageRoot, '.vazou');
}
