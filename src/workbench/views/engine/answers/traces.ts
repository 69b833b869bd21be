import { BASE_LABEL } from '#pprof/graph/tags.ts';
import { prepareReport } from '#pprof/report/prepare.ts';
import { tracesData, type Trace } from '#pprof/report/traces.ts';
import { compileRegexp } from '#pprof/regexp.ts';
import type { ReportOptions } from '#pprof/options.ts';
import { headOf } from '../head.ts';
import type { TracesAnswer } from '../protocol.ts';
import type { Subject } from '../subject.ts';

/** The largest samples first: pprof prints all in the order of the file, which nobody can read on a page. */
export function tracesAnswer(
  subject: Subject,
  options: Partial<ReportOptions>,
  { limit, search }: { readonly limit: number; readonly search: string },
): TracesAnswer {
  const { traces, warnings } = tracesData(subject.profile, options);
  const { total } = prepareReport(subject.profile, 'traces', options);
  const expression = search === '' ? null : compileRegexp(search, 'search');
  const isWanted = ({ stack }: Trace): boolean =>
    expression === null || stack.some((frames) => frames.some(({ name }) => expression.test(name)));
  const largest = new Largest(limit);
  let matched = 0;
  let count = 0;
  for (const trace of traces) {
    count++;
    if (Number(trace.value) === 0 || !isWanted(trace)) continue;
    matched++;
    largest.add(trace);
  }
  return {
    kind: 'traces',
    ...headOf(subject, options, { total, warnings }),
    matched,
    count,
    traces: largest.sorted().map(({ value, labels, stack }) => ({
      value: Number(value),
      labels: labels.map((label) => label.trim()).filter((label) => !label.startsWith(`${BASE_LABEL}:`)),
      frames: stack.flat(),
    })),
  };
}

/** Keeps the largest traces of any number, holding at most twice as many. */
class Largest {
  readonly #limit: number;
  #kept: Trace[] = [];
  #least = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(trace: Trace): void {
    if (this.#kept.length >= this.#limit && magnitude(trace) <= this.#least) return;
    this.#kept.push(trace);
    if (this.#kept.length >= 2 * this.#limit) this.#kept = this.sorted();
  }

  sorted(): Trace[] {
    const sorted = this.#kept.toSorted((a, b) => magnitude(b) - magnitude(a)).slice(0, this.#limit);
    if (sorted.length === this.#limit) this.#least = magnitude(sorted.at(-1)!);
    return sorted;
  }
}

const magnitude = ({ value }: Trace): number => Math.abs(Number(value));
