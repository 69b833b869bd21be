/** `npm run labs:new <slug>`: a lab that runs, leaks, and has fixes right and wrong, to be replaced piece by piece. */
import { access, cp, readFile, readdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { t } from '#i18n/index.ts';
import { isSlug } from '#lab/catalog.ts';
import { labsDir, packageRoot, scenariosDir } from '#lab/paths.ts';

const words = t.cli.labsNew;
const template = join(packageRoot, 'test/labs/template');
/** What the template calls itself. */
const PLACEHOLDER = 'novo-laboratorio';

async function main(slug: string): Promise<number> {
  if (!isSlug(slug)) {
    console.error(words.usage);
    return 2;
  }
  const places = [
    ['server.ts', join(labsDir, slug, 'server.ts')],
    ['solution.ts', join(labsDir, slug, 'solution.ts')],
    ['wrong-fix.ts', join(labsDir, slug, 'wrong-fix.ts')],
    ['go', join(labsDir, slug, 'go')],
    ['scenario.ts', join(scenariosDir, `${slug}.ts`)],
    ['fixes.ts', join(packageRoot, 'test/labs', slug, 'fixes.ts')],
  ] as const;
  const shown = (path: string): string => relative(packageRoot, path);
  for (const [, path] of places) {
    if (!(await exists(path))) continue;
    console.error(words.exists(shown(path)));
    return 1;
  }
  for (const [from, to] of places) {
    await cp(join(template, from), to, { recursive: true, errorOnExist: true, force: false });
    await rename(to, slug);
  }
  console.log(
    words.created(
      slug,
      places.map(([, path]) => shown(path)),
    ),
  );
  return 0;
}

/** Puts the lab's name where the template says its own. */
async function rename(path: string, slug: string): Promise<void> {
  const names = await readdir(path).catch(() => null);
  if (names !== null) {
    for (const name of names) await rename(join(path, name), slug);
    return;
  }
  await writeFile(path, (await readFile(path, 'utf8')).replaceAll(PLACEHOLDER, slug));
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

process.exitCode = await main(process.argv[2] ?? '');
