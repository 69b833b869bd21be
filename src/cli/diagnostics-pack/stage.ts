import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { z } from 'zod';
import { packageRoot } from '#lab/paths.ts';

const src = join(packageRoot, 'src');
const ENTRIES = ['diagnostics/index.ts', 'diagnostics/runtime/index.ts', 'diagnostics/worker.ts'];
/** What the sources import from npm, besides Node. */
const DEPENDENCIES = ['@datadog/pprof', 'fflate'];
/** The oldest Node with all that the diagnostics call. */
const ENGINE = '>=20';

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  rootDir: src,
  declaration: true,
  verbatimModuleSyntax: true,
  // The words of another file's name stay as they are, and are put right afterwards: those of workers too.
  allowImportingTsExtensions: true,
  strict: true,
  // `npm run check` has done that.
  noCheck: true,
  lib: ['lib.esnext.d.ts'],
  types: ['node'],
};

const manifestShape = z.object({
  version: z.string(),
  license: z.string(),
  description: z.string(),
  dependencies: z.record(z.string(), z.string()),
});

/**
 * Writes the diagnostics, and no more of Vazou, into a folder as a package that any service can install: JavaScript with
 * its types, and two dependencies.
 */
export async function stagePackage(folder: string): Promise<{ readonly name: string; readonly version: string }> {
  await mkdir(folder, { recursive: true });
  const program = ts.createProgram(
    ENTRIES.map((entry) => join(src, entry)),
    { ...OPTIONS, outDir: folder },
  );
  program.emit();
  await toJavaScriptNames(folder);
  await cp(join(packageRoot, 'LICENSE'), join(folder, 'LICENSE'));
  const manifest = await manifestOf();
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** `'./agent.ts'`, `'#pprof/codec.ts'` and `new URL('../worker.ts', …)` name files that are JavaScript now. */
async function toJavaScriptNames(folder: string): Promise<void> {
  for (const path of await readdir(folder, { recursive: true })) {
    if (!path.endsWith('.js') && !path.endsWith('.d.ts')) continue;
    const file = join(folder, path);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll(/(['"])((?:\.{1,2}|#pprof)\/[\w./-]+)\.ts\1/g, '$1$2.js$1'));
  }
}

async function manifestOf() {
  const { version, license, description, dependencies } = manifestShape.parse(
    JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8')),
  );
  return {
    name: 'vazou',
    version,
    description,
    license,
    type: 'module',
    exports: {
      './diagnostics': './diagnostics/index.js',
      './diagnostics/runtime': './diagnostics/runtime/index.js',
    },
    imports: { '#pprof/*': './pprof/*' },
    dependencies: Object.fromEntries(DEPENDENCIES.map((name) => [name, dependencies[name] ?? '*'])),
    engines: { node: ENGINE },
  };
}
