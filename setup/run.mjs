// @ts-check
import { spawn } from 'node:child_process';

/** Enough of a failing tool's output to find the cause, little enough to read. */
const TAIL_CHARACTERS = 4_000;

/**
 * Runs a program without a shell and waits for it.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ ok: boolean, tail: string }>} `tail`: the end of stdout and stderr together, or why it did not start
 */
export function run(program, args, options) {
  return new Promise((resolve) => {
    let tail = '';
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    /** @param {Buffer} chunk */
    const keep = (chunk) => {
      tail = (tail + chunk).slice(-TAIL_CHARACTERS);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => resolve({ ok: false, tail: String(error) }));
    child.once('close', (code) => resolve({ ok: code === 0, tail }));
  });
}
