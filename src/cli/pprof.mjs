#!/usr/bin/env node
/** `pprof`: Go's pprof for whoever has neither Go nor Graphviz. The reports are made in src/pprof. */
import { spawn } from 'node:child_process';
// Not by name: an older Node has fewer of them, and must live to start the right one.
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

/** The first that strips types natively from all we write. */
const NODE_MAJOR = 26;

if (Number.parseInt(process.versions.node) < NODE_MAJOR) {
  await runOnPinnedNode();
} else {
  // Not TypeScript, on purpose: with the cache on, Node strips types only from modules that have changed, and need not
  // even load its type stripper (0.1 s, as long as a small report takes).
  module.enableCompileCache();
  // A report lives for a second and keeps most of what it allocates. V8 doubles its young generation step by step and
  // would copy the same objects at each; let it grow at once (a large peek takes a quarter less time).
  setFlagsFromString('--semi-space-growth-factor=16');
  await import('./pprof/main.ts');
}

/** Whoever calls the file itself, as npm's `bin` does, comes with whatever Node the machine has. */
async function runOnPinnedNode() {
  const { pinnedNode } = await import('../../setup/machine.mjs');
  const root = new URL('../../', import.meta.url);
  const node = fileURLToPath(new URL(pinnedNode(), root));
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl+C reaches both: it is for the child to decide.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill());
  process.exitCode = await new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(
        `pprof: não achei o Node ${NODE_MAJOR} da oficina (${error.message}). Rode "npm run doctor" na pasta dela.`,
      );
      resolve(1);
    });
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}
