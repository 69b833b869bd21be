// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { pinnedNode } from './machine.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';
import { SetupError, say } from './words.mjs';

/** Everything that the built site is made of. */
const INPUTS = [
  'src',
  'public',
  'labs',
  'scenarios',
  'astro.config.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

const stamp = join(root, 'dist', '.vazou-built');

/** Builds the site into dist/ when its sources are not those of the last build. */
export async function buildSite() {
  if (upToDate(sourcesHash())) return;
  await withLock('build', async () => {
    const hash = sourcesHash();
    if (upToDate(hash)) return;
    say.step('montando o site (cerca de 20 s; só quando algo mudou)…');
    const began = Date.now();
    rmSync(stamp, { force: true });
    const { ok, tail } = await run(join(root, pinnedNode()), ['node_modules/astro/bin/astro.mjs', 'build'], {
      cwd: root,
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
    });
    if (!ok)
      throw new SetupError(
        'o site não montou.',
        'O Astro parou com um erro — em geral numa lição ou página editada há pouco.',
        'Leia a saída abaixo (ela diz arquivo e linha), corrija e rode o mesmo comando de novo.',
        tail,
      );
    writeFileSync(stamp, hash);
    say.step(`site pronto em ${Math.round((Date.now() - began) / 1000)} s.`);
  });
}

/** @param {string} hash */
function upToDate(hash) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

/** By content, not by date: a git checkout changes dates without changing files, and the other way round. */
function sourcesHash() {
  const hash = createHash('sha256');
  for (const input of INPUTS)
    for (const file of filesOf(input)) hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]} files below `path`, or `path` itself when it is a file, in a stable order
 */
function filesOf(path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesOf(`${path}/${name}`));
}
