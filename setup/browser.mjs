// @ts-check
/** Finds a Chromium for the browser tests, and brings one when the machine has none. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withLock } from './lock.mjs';
import { pinnedNode, platform } from './machine.mjs';
import { root, stateDir } from './root.mjs';
import { run } from './run.mjs';
import { SetupError, say } from './words.mjs';

/**
 * @typedef {object} Browser
 * @property {string} executablePath
 * @property {'variable' | 'system' | 'playwright' | 'npm'} source
 * @property {string} [libraries] folder for LD_LIBRARY_PATH, where the browser needs its own libraries
 */

/** npm's own build of headless Chromium for Linux x64: the last resort of a machine without packages or downloads. */
const NPM_CHROMIUM = '@sparticuz/chromium@153.0.0';
const npmDir = join(stateDir, 'browser');
const npmRecord = join(npmDir, 'browser.json');

/** The first browser there is: an explicit variable, the system's, Playwright's, npm's. @returns {Promise<Browser | undefined>} */
export async function findBrowser() {
  const explicit = process.env['VAZOU_BROWSER'];
  if (explicit) return { executablePath: explicit, source: 'variable' };
  const system = systemCandidates().find((path) => existsSync(path));
  if (system) return { executablePath: system, source: 'system' };
  const playwright = await playwrightBrowser();
  if (playwright) return { executablePath: playwright, source: 'playwright' };
  return npmBrowser();
}

/** Makes sure that {@link findBrowser} finds one, installing it in the least intrusive way that works. */
export async function ensureBrowser() {
  const found = await findBrowser();
  if (found?.source === 'variable' && !existsSync(found.executablePath))
    throw new SetupError(
      'o navegador dos testes não existe.',
      `VAZOU_BROWSER aponta para ${found.executablePath}.`,
      'Corrija a variável, ou apague-a e deixe que procuremos.',
    );
  if (found) return;
  await withLock('browser', async () => {
    if (await findBrowser()) return;
    const failures = [];
    for (const { name, applies, install } of INSTALLERS) {
      if (!applies()) continue;
      say.step(`nenhum Chromium nesta máquina; instalando pelo ${name} (1 a 3 minutos, só na primeira vez)…`);
      const { ok, tail } = await install();
      if (ok && (await findBrowser())) return;
      failures.push(`${name}: ${tail.trim().split('\n').slice(-3).join('\n')}`);
    }
    throw new SetupError(
      'não conseguimos um navegador para os testes.',
      'Nenhum Chromium, Chrome ou Edge instalado, e nenhuma das instalações automáticas funcionou.',
      'Instale o Chrome ou o Chromium, ou diga onde está com VAZOU_BROWSER=/caminho/do/chrome, e rode de novo.',
      failures.join('\n\n'),
    );
  });
}

function systemCandidates() {
  if (process.platform === 'darwin')
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (app) => `/Applications/${app}.app/Contents/MacOS/${app}`,
    );
  if (process.platform === 'win32')
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .map((variable) => process.env[variable])
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        `${folder}/Google/Chrome/Application/chrome.exe`,
        `${folder}/Microsoft/Edge/Application/msedge.exe`,
      ]);
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

async function playwrightBrowser() {
  const { chromium } = await import('playwright');
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
}

/** @returns {Browser | undefined} */
function npmBrowser() {
  if (!existsSync(npmRecord)) return undefined;
  const record = /** @type {Browser} */ (JSON.parse(readFileSync(npmRecord, 'utf8')));
  return existsSync(record.executablePath) ? record : undefined;
}

const INSTALLERS = [
  {
    name: 'apt-get',
    applies: () => process.getuid?.() === 0 && existsSync('/etc/debian_version'),
    install: installWithApt,
  },
  { name: 'Playwright', applies: () => true, install: installWithPlaywright },
  { name: `npm (${NPM_CHROMIUM})`, applies: () => platform === 'linux-x64', install: installWithNpm },
];

async function installWithApt() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { cwd: root, env }); // a stale list may still serve; the install below decides
  return run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { cwd: root, env });
}

function installWithPlaywright() {
  return run(join(root, pinnedNode()), ['node_modules/playwright/cli.js', 'install', '--only-shell', 'chromium'], {
    cwd: root,
  });
}

async function installWithNpm() {
  mkdirSync(npmDir, { recursive: true });
  writeFileSync(join(npmDir, 'package.json'), '{ "private": true }\n');
  const npmCli = process.env['npm_execpath'] ?? '';
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', NPM_CHROMIUM];
  const installed = npmCli.endsWith('.js')
    ? await run(process.execPath, [npmCli, ...args], { cwd: npmDir })
    : await run('npm', args, { cwd: npmDir });
  return installed.ok ? unpackNpmChromium() : installed;
}

/** The package carries brotli archives: the browser, and the NSS libraries that a bare machine lacks. */
async function unpackNpmChromium() {
  try {
    process.env['TMPDIR'] = npmDir; // where the package unpacks; the system's temporary folder would not last
    const home = join(npmDir, 'node_modules/@sparticuz/chromium');
    const { default: chromium, inflate } = await import(pathToFileURL(join(home, 'build/index.js')).href);
    const executablePath = await chromium.executablePath();
    const libraries = join(await inflate(join(home, 'bin/al2023.tar.br')), 'lib');
    writeFileSync(npmRecord, JSON.stringify({ executablePath, source: 'npm', libraries }));
    return { ok: true, tail: '' };
  } catch (error) {
    return { ok: false, tail: String(error) };
  }
}
