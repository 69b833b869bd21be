// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { pinnedNode, platform } from './machine.mjs';
import { explainNpm } from './npm-causes.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';
import { SetupError, say } from './words.mjs';

const modules = join(root, 'node_modules');
const stamp = join(modules, '.vazou-installed');

/** Installs what package-lock.json says when node_modules is missing, half-made or older than it. */
export async function installDependencies() {
  if (installed()) return;
  await withLock('install', async () => {
    if (installed()) return; // another command did it while this one waited
    say.step('instalando as dependências (uns 400 pacotes, cerca de 1 minuto com boa rede; só na primeira vez)…');
    const began = Date.now();
    const { ok, tail } = await npmCi();
    if (!ok) throw explainNpm(tail);
    if (!existsSync(join(root, pinnedNode())))
      throw new SetupError(
        'o Node 26 da oficina não foi instalado.',
        `O npm terminou, mas ${pinnedNode()} não existe: pacotes opcionais foram omitidos ou o registro não tem o pacote desta plataforma.`,
        'Confira se "npm config get omit" está vazio, apague node_modules e rode o mesmo comando de novo.',
      );
    mkdirSync(modules, { recursive: true });
    writeFileSync(stamp, wantedStamp());
    say.step(`dependências prontas em ${Math.round((Date.now() - began) / 1000)} s.`);
  });
}

function installed() {
  if (!existsSync(join(root, pinnedNode()))) return false;
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === wantedStamp();
  // No stamp: someone ran `npm install` by hand. npm writes its hidden lock file last, so its age tells.
  const hidden = join(modules, '.package-lock.json');
  return existsSync(hidden) && statSync(hidden).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

function wantedStamp() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return `${platform} ${createHash('sha256').update(lock).digest('hex')}\n`;
}

function npmCi() {
  // Explicit: a machine's npm settings or NODE_ENV must not leave out Node 26 (optional) or the build tools (dev).
  const args = ['ci', '--include=optional', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const npmCli = process.env['npm_execpath'];
  if (npmCli?.endsWith('.js')) return run(process.execPath, [npmCli, ...args], { cwd: root });
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { cwd: root });
}
