// @ts-check
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stateDir } from './root.mjs';
import { say } from './words.mjs';

const POLL_MS = 300;

/**
 * Runs `work` while no other process of this checkout does the same work: `npm start` and `npm test` in two
 * terminals must not install over each other. A lock whose process is gone is taken over.
 * @param {string} name
 * @param {() => Promise<void>} work
 */
export async function withLock(name, work) {
  const file = join(stateDir, `${name}.lock`);
  mkdirSync(stateDir, { recursive: true });
  let told = false;
  while (!take(file)) {
    if (!told) say.step('outro comando já está preparando esta pasta; esperando ele terminar…');
    told = true;
    await sleep(POLL_MS);
  }
  const free = () => rmSync(file, { force: true });
  process.once('exit', free); // a killed process leaves its lock: the next one takes it over
  try {
    await work();
  } finally {
    free();
    process.off('exit', free);
  }
}

/** @param {string} file */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!ownerAlive(file)) rmSync(file, { force: true });
    return false;
  }
}

/** @param {string} file */
function ownerAlive(file) {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
