/** Is every verdict right? Leaky fails, valid fixes pass, wrong ones fail in the right part. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { t } from '#i18n/index.ts';
import type { Lab } from '../catalog.ts';
import { judge } from '../judge.ts';
import type { Diagnosis, LeakPart, Part, Verdict } from '../judgement.ts';
import type { DeadlyFix, FailingFix, Failure, LabFixes } from '../lab-fixes.ts';
import { Workspace } from '../workspace.ts';
import { bad, good, type Finding } from './result.ts';

/** A fix under judgement, and what must come of it. */
export type Case = Subject & Expected;

interface Subject {
  readonly what: string;
  /** A file to run, or the whole source. */
  readonly file?: string;
  readonly source?: string;
  readonly diagnosis?: Diagnosis;
  /** Says no more than the wrong fix does, which leaks too: a brief check leaves it out. */
  readonly implied?: boolean;
}

/** What a {@link LabFixes} says of a wrong fix; of a right one, that no part fails. */
type Expected = Omit<FailingFix, 'source'> | Omit<DeadlyFix, 'source'>;

/** Longer than this and a learner wonders whether anything goes on. */
const MAX_VERDICT_MS = 15_000;

export function casesOf(lab: Lab, fixes: LabFixes | null): readonly Case[] {
  const { acceptance, evidence } = lab.scenario;
  const asksForDiagnosis = acceptance.signal === 'not-a-leak';
  // Where the question is whether it leaks, the right answer belongs to every version that is to pass.
  const answer: { diagnosis?: Diagnosis } = asksForDiagnosis ? { diagnosis: { kind: 'not-a-leak' } } : {};
  const suspect: Diagnosis = { kind: 'suspect', name: evidence.function };
  const ofWrongFix = fixes?.wrongFix ?? ['leak'];
  return [
    asksForDiagnosis
      ? { what: 'o original, sem diagnóstico, falha', file: join(lab.dir, 'server.ts'), fails: ['diagnosis'] }
      : {
          what: 'o original falha',
          file: join(lab.dir, 'server.ts'),
          diagnosis: suspect,
          fails: ['leak'],
          implied: acceptance.signal !== 'several' && ofWrongFix.includes('leak'),
          ...(acceptance.signal === 'several' && { remains: acceptance.faults.map(({ name }) => name) }),
        },
    ...(asksForDiagnosis
      ? [
          {
            what: 'o original, com o diagnóstico certo, passa',
            file: join(lab.dir, 'server.ts'),
            ...answer,
            fails: [],
          },
          {
            what: 'um suspeito falha',
            file: join(lab.dir, 'server.ts'),
            diagnosis: suspect,
            fails: ['diagnosis'] as const,
          },
        ]
      : []),
    { what: 'a solução passa', file: join(lab.dir, 'solution.ts'), ...answer, fails: [] },
    {
      what: 'a correção errada (wrong-fix.ts) falha',
      file: join(lab.dir, 'wrong-fix.ts'),
      ...answer,
      fails: ofWrongFix,
    },
    ...Object.entries(fixes?.valid ?? {}).map(([name, source]) => ({
      what: `válida: ${name}`,
      source,
      ...answer,
      fails: [],
    })),
    ...Object.entries(fixes?.wrong ?? {}).map(([name, wrong]) => ({ what: `errada: ${name}`, ...answer, ...wrong })),
  ];
}

/** @param idle whether the machine has nothing else to do: only then does a slow verdict count against the lab. */
export async function checkCase(lab: Lab, expected: Case, idle: boolean): Promise<Finding> {
  const folder = await mkdtemp(join(tmpdir(), 'vazou-check-'));
  try {
    const file = expected.file ?? join(folder, 'server.ts');
    if (expected.source !== undefined) await writeFile(file, expected.source);
    const workspace = new Workspace(join(folder, 'workspace'));
    const verdict = await judge(lab, 'mine', { workspace, file, diagnosis: expected.diagnosis });
    return findingOf(verdict, expected, idle);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function findingOf(verdict: Verdict, expected: Expected, idle: boolean): Finding {
  if (verdict.kind === 'unjudged') {
    const { kind } = verdict.death;
    const words = t.lab.verdict(verdict);
    return 'ends' in expected && expected.ends === kind
      ? good(`${kind}: ${firstLine(words)}`)
      : bad(`${kind}: ${words}`);
  }
  if ('ends' in expected)
    return bad(`esperava que nem se julgasse (${expected.ends}); veio ${shown(failuresOf(verdict))}`);
  const { fails, mayFail = [], breaks, remains, mayRemain = [] } = expected;
  const failed = failuresOf(verdict);
  const words = (parts: readonly Part[]): string =>
    parts.map((part) => `${t.lab.partTitle(part)}: ${t.lab.part(part)}`).join('\n');
  if (!isAsForeseen(failed, fails, mayFail)) {
    const unexpected = `esperava ${shown(fails)}; veio ${shown(failed)}`;
    return bad(`${unexpected}\n${words(verdict.parts)}`);
  }
  const broken = verdict.parts[1].checks.filter(({ kept }) => !kept).map(({ name }) => name);
  if (breaks !== undefined && !broken.includes(breaks)) {
    return bad(`esperava a promessa quebrada “${breaks}”; vieram: ${broken.join(', ')}`);
  }
  const left = faultsLeft(verdict.parts[0]);
  if (remains !== undefined && failed.includes('leak') && !isAsForeseen(left, remains, mayRemain)) {
    return bad(`esperava que sobrasse ${remains.join(', ')}; sobrou ${left.join(', ')}\n${words(verdict.parts)}`);
  }
  if (idle && verdict.tookMs > MAX_VERDICT_MS) return bad(`o veredito levou ${verdict.tookMs} ms`);
  return good(`${shown(failed)}; ${measured(verdict.parts[0])}`);
}

function isAsForeseen<Name>(seen: readonly Name[], must: readonly Name[], may: readonly Name[]): boolean {
  return must.every((name) => seen.includes(name)) && seen.every((name) => must.includes(name) || may.includes(name));
}

/** The parts that failed; of the honesty of the measure, the checks. */
export function failuresOf({ parts }: Extract<Verdict, { kind: 'judged' }>): Failure[] {
  return parts
    .filter(({ outcome }) => outcome === 'fail')
    .flatMap((part) =>
      part.name === 'cheating' ? part.checks.filter(({ seen }) => seen).map(({ kind }) => kind) : [part.name],
    );
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

const shown = (failures: readonly Failure[]): string =>
  failures.length === 0 ? 'passou' : `falhou em ${failures.join(', ')}`;

function faultsLeft(part: LeakPart): readonly string[] {
  if (part.signal !== 'several') return [];
  return part.faults.flatMap((fault) => (fault.part.outcome === 'fail' ? [fault.name] : []));
}

/** The one figure that decided, for whoever chooses a threshold. */
function measured(part: LeakPart): string {
  const figure = (value: number): string => String(Math.round(value * 100) / 100);
  switch (part.signal) {
    case 'slope':
      return `${part.measure} ${figure(part.perRequest)} por requisição (limite ${part.maxPerRequest})`;
    case 'peak':
      return `${part.measure}: pico ${Math.max(...part.peaks)}, repouso ${part.rest}, sobra ${Math.max(...part.left)} (limite +${part.max})`;
    case 'allocations':
    case 'cpu':
      return `${part.signal} ${figure(part.perRequest)} (limite ${part.max})`;
    case 'stalls':
      return `preso ${part.rounds.map(figure).join(', ')} (limite ${part.max}), a mais longa ${part.longestMs} ms`;
    case 'several':
      return part.faults.map((fault) => `${fault.name}: ${measured(fault.part)}`).join('; ');
  }
}
