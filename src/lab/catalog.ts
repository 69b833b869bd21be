/** The labs there are: every folder of `labs/` that has a scenario of the same name. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { editDistance } from './edit-distance.ts';
import { labsDir, scenariosDir } from './paths.ts';
import type { Scenario } from './scenario.ts';

export interface Lab {
  readonly slug: string;
  /** Absolute path of the folder that holds `server.ts`, `solution.ts` and `wrong-fix.ts`. */
  readonly dir: string;
  readonly scenario: Scenario;
}

/** A slug becomes part of paths and addresses: no dots, no separators, bounded length. */
const slugShape = /^[a-z][a-z0-9-]{0,39}$/;

export function isSlug(name: string): boolean {
  return slugShape.test(name);
}

/** In the order of the course. */
export async function listLabs(): Promise<readonly Lab[]> {
  const slugs = await labSlugs();
  const labs = await Promise.all(slugs.map(loadLab));
  return labs.sort((a, b) => placeOf(a) - placeOf(b));
}

function placeOf({ scenario }: Lab): number {
  return scenario.order ?? Number.MAX_SAFE_INTEGER;
}

/** The lab of that name. Anything that is not one of the folders found is `undefined`, whatever it looks like. */
export async function findLab(slug: string): Promise<Lab | undefined> {
  const slugs = await labSlugs();
  return slugs.includes(slug) ? loadLab(slug) : undefined;
}

/** The lab that a mistyped name most likely meant; `undefined` if none is close. */
export function nearestLab<L extends Pick<Lab, 'slug'>>(name: string, labs: readonly L[]): L | undefined {
  const typed = name.trim().toLowerCase();
  if (typed === '') return undefined;
  const started = labs.find((lab) => lab.slug.startsWith(typed));
  if (started !== undefined) return started;
  // Beyond a third of its letters wrong, a guess says more about us than about what was meant.
  const tolerance = Math.max(2, Math.floor(typed.length / 3));
  return labs
    .map((lab) => ({ lab, distance: editDistance(typed, lab.slug) }))
    .filter(({ distance }) => distance <= tolerance)
    .sort((a, b) => a.distance - b.distance)[0]?.lab;
}

async function labSlugs(): Promise<string[]> {
  const [folders, scenarios] = await Promise.all([
    readdir(labsDir, { withFileTypes: true }),
    readdir(scenariosDir, { withFileTypes: true }),
  ]);
  const described = new Set(scenarios.filter((entry) => entry.isFile()).map((entry) => entry.name));
  return folders
    .filter((entry) => entry.isDirectory() && slugShape.test(entry.name) && described.has(`${entry.name}.ts`))
    .map((entry) => entry.name)
    .sort();
}

async function loadLab(slug: string): Promise<Lab> {
  const module: { default: Scenario } = await import(pathToFileURL(join(scenariosDir, `${slug}.ts`)).href);
  return { slug, dir: join(labsDir, slug), scenario: module.default };
}
