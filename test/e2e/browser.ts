import type { LaunchOptions } from 'playwright';
import { findBrowser } from '../../setup/browser.mjs';

/** Chromium's own chatter and look-ups are off: a page's requests are then the only ones there are. */
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How to start the Chromium that the setup found or installed. Throws where there is none. */
export async function launchOptions(): Promise<LaunchOptions> {
  const browser = await findBrowser();
  if (!browser) throw new Error('Nenhum Chromium: rode "npm test", que instala um.');
  const isRoot = process.getuid?.() === 0;
  return {
    executablePath: browser.executablePath,
    chromiumSandbox: !isRoot && browser.source !== 'npm', // Chromium refuses to sandbox root
    args: QUIET,
    ...(browser.libraries && { env: { ...process.env, LD_LIBRARY_PATH: browser.libraries } }),
  };
}
