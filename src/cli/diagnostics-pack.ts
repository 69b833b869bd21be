/** `npm run diagnostics:pack`: the diagnostics as a package of their own, for a service that lives elsewhere. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { t } from '#i18n/index.ts';
import { stagePackage } from './diagnostics-pack/stage.ts';

const words = t.cli.diagnosticsPack;

async function main(destination: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vazou-pack-'));
  try {
    const { name, version } = await stagePackage(folder);
    await npm('pack', folder, '--pack-destination', destination, '--silent');
    console.log(words.done(join(destination, `${name}-${version}.tgz`)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The npm that runs this script, where there is one: without a shell, Windows would not find it by name. */
async function npm(...args: readonly string[]): Promise<void> {
  const cli = process.env['npm_execpath'];
  await (cli === undefined ? promisify(execFile)('npm', args) : promisify(execFile)(process.execPath, [cli, ...args]));
}

// From where the command was typed, not from where npm runs it.
await main(resolve(process.env['INIT_CWD'] ?? '.', process.argv[2] ?? '.'));
