/** Does the named evidence really come first, in our engine and in the real pprof? */
import { once } from 'node:events';
import { join } from 'node:path';
import { decodeProfile } from '#pprof/codec.ts';
import { combineProfiles } from '#pprof/combine.ts';
import { topData } from '#pprof/report/top.ts';
import type { Lab } from '../catalog.ts';
import { DiagnosticsClient } from '../diagnostics-client.ts';
import { goArguments, goCommand, profileQuery } from '../evidence.ts';
import { FairDeadline } from '../fair-deadline.ts';
import { launch } from '../launch.ts';
import { runLoad } from '../load.ts';
import type { Ports } from '../lab-process.ts';
import type { Evidence } from '../scenario.ts';
import { goPprof, goVersion, topNames } from './go.ts';
import { bad, good, skipped, type Finding } from './result.ts';

/**
 * Ahead of the second by this much, so that sampling noise does not decide who is first. On a busy machine to be first
 * is enough: what leaks by the clock leaks less for each request there, and comes closer to what leaks by requests.
 */
const MIN_LEAD = 1.2;
/** Of the memory off the heap: a profile by wrapped functions could miss whole ways to allocate. */
const MIN_ACCOUNTED = 0.95;
/** Into the load, until as much is under way as there will be; on a crowded machine it takes longer to get there. */
const UNDER_WAY_MS = 700;
/**
 * On a crowded machine a look may miss what is there during the load, which comes and goes; or find little of what a clock
 * empties, which a slow load hardly fills (seen with nine labs at once on two cores). Then it is taken
 * again, as a learner would take it: after some more of the load.
 */
const LOOKS = 3;
/**
 * Where no core is free for V8's helpers, their work falls to the main thread: 29 % of it instead of 12, once in some
 * thirty looks, and then more than the function that is looked for.
 */
const COLLECTOR = '(garbage collector)';

type Tell = (what: string, check: () => Promise<Finding>) => Promise<void>;

/**
 * Runs each file that evidence stands in, with the lab's own load, and looks at it as a learner would.
 * @param proofs of the lab's, those to look at.
 * @param idle whether the machine has nothing else to do.
 */
export async function checkEvidence(
  lab: Lab,
  proofs: readonly Evidence[],
  { tell, idle }: { readonly tell: Tell; readonly idle: boolean },
): Promise<void> {
  const byFile = Map.groupBy(proofs, ({ file }) => file);
  for (const [file, ofFile] of byFile) await checkFile(lab, file, ofFile, { tell, idle });
}

async function checkFile(
  lab: Lab,
  file: string,
  proofs: readonly Evidence[],
  { tell, idle }: { readonly tell: Tell; readonly idle: boolean },
): Promise<void> {
  const { load } = lab.scenario;
  const launched = await launch({ scenario: lab.scenario, entry: join(lab.dir, file), ports: 'any' });
  if (launched.kind === 'dead') {
    return tell('evidência', () => Promise.resolve(bad(`${file} não subiu: ${JSON.stringify(launched.death)}`)));
  }
  await using child = launched.process;
  const { ports } = child;
  const burst = async (from: number): Promise<number> =>
    (await runLoad({ load, port: ports.service, from, total: load.burst })).next;
  let next = await burst(0);
  for (const proof of proofs) {
    const stop = new AbortController();
    const always = proof.when === 'during' || proof.profile === 'profile';
    const loading = always
      ? runLoad({ load, port: ports.service, from: next, total: null, signal: stop.signal })
      : Promise.resolve();
    try {
      if (always) await underWay(child.pid);
      const looks = proof.when === 'during' || !idle ? LOOKS : 1;
      const others = idle ? [] : [...othersOf(proof, lab), COLLECTOR];
      const more = async (): Promise<void> => {
        if (!always) next = await burst(next);
      };
      const lookedFor = async (look: () => Promise<Finding>): Promise<Finding> => firstGood(looks, look, more);
      await tell(`evidência: ${goCommand(proof)}`, () => lookedFor(() => inOurs(proof, others, ports, idle)));
      await tell('a mesma, no pprof de verdade', () => lookedFor(() => inGo(proof, others, ports)));
    } finally {
      stop.abort();
      await loading;
    }
  }
}

/** What leaks by the clock overtakes what leaks by requests where these are few: who is first then proves the lab too. */
function othersOf({ profile, file, function: name }: Evidence, { scenario }: Lab): readonly string[] {
  return [scenario.evidence, ...(scenario.moreEvidence ?? [])]
    .filter((other) => other.profile === profile && other.file === file && other.function !== name)
    .map((other) => other.function);
}

/** The first look that finds it, or the last one. */
async function firstGood(most: number, look: () => Promise<Finding>, between: () => Promise<void>): Promise<Finding> {
  for (let left = most; ; left--) {
    const finding = await look();
    if (finding.ok || left === 1) return finding;
    await between();
  }
}

async function underWay(pid: number): Promise<void> {
  using deadline = new FairDeadline(pid, UNDER_WAY_MS);
  await once(deadline.signal, 'abort');
}

async function inOurs(evidence: Evidence, others: readonly string[], ports: Ports, idle: boolean): Promise<Finding> {
  const diagnostics = new DiagnosticsClient(ports.debug);
  const bytes = await diagnostics.profile(evidence.profile, profileQuery(evidence));
  const profile = combineProfiles({ profiles: [decodeProfile(bytes)] });
  const { sampleType: sampleIndex, order: sort = 'flat', show = '', focus = '' } = evidence;
  const rows = topData(profile, { sampleIndex, sort, show, focus }).rows.filter(({ name }) => !others.includes(name));
  const shown = rows.slice(0, 3).map((row) => `${row.name} ${sort === 'cum' ? row.cumPercent : row.flatPercent}`);
  const seen = `top: ${shown.map((text) => text.replace(/\s+/g, ' ')).join(', ')}`;
  if (rows[0]?.name !== evidence.function) return bad(`esperava ${evidence.function} em primeiro; ${seen}`);
  const [first = 0, second = 0] = rows.map(({ flat }) => Number(flat));
  if (idle && sort === 'flat' && first < second * MIN_LEAD) return bad(`a dianteira é pequena demais; ${seen}`);
  if (evidence.profile === 'external') {
    const { arrayBuffers } = await diagnostics.memstats({ gc: true });
    if (first < arrayBuffers * MIN_ACCOUNTED) return bad(`conta ${first} dos ${arrayBuffers} bytes que há; ${seen}`);
  }
  if (evidence.line === undefined) return good(seen);
  const isOther = (name: string): boolean => others.some((other) => name.startsWith(`${other} `));
  const lines = topData(profile, { sampleIndex, sort, show, focus, granularity: 'lines' }).rows;
  const line = lines.find(({ name }) => !isOther(name));
  const place = `${evidence.file}:${evidence.line}`;
  return line?.name.endsWith(place) === true ? good(seen) : bad(`esperava a linha ${place}; veio ${line?.name}`);
}

async function inGo(evidence: Evidence, others: readonly string[], ports: Ports): Promise<Finding> {
  if ((await goVersion()) === null) return skipped('sem Go nesta máquina');
  const report = await goPprof(goArguments(evidence, `http://127.0.0.1:${ports.debug}`));
  const names = topNames(report).filter((name) => !others.includes(name));
  return names[0] === evidence.function
    ? good(`top: ${names.slice(0, 3).join(', ')}`)
    : bad(`esperava ${evidence.function} em primeiro; o go tool pprof disse:\n${report}`);
}
