// @ts-check
/**
 * Prepares the checkout before an npm script runs: `node setup/setup.mjs [site] [browser]`.
 *
 * Plain JavaScript for Node ≥ 18, since it runs on whatever Node the machine has; it brings the pinned Node 26
 * (an optional dependency whose binary lands in node_modules/.bin) and everything after it runs on that one.
 * Nothing to do costs a few file reads, so every npm script can begin with it.
 */
import { checkMachine } from './machine.mjs';
import { installDependencies } from './dependencies.mjs';
import { SetupError, say } from './words.mjs';

const wanted = new Set(process.argv.slice(2));

try {
  checkMachine();
  await installDependencies();
  if (wanted.has('site')) await (await import('./site.mjs')).buildSite();
  if (wanted.has('browser')) await (await import('./browser.mjs')).ensureBrowser();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say.failure(error);
  process.exitCode = 1;
}
