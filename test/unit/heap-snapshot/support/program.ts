/**
 * A program that leaks in the way of `LEAK`, or with `FIXED=1` does the same work and lets go, and then writes a heap
 * snapshot to `SNAPSHOT`.
 */
import { EventEmitter } from 'node:events';
import { writeHeapSnapshot } from 'node:v8';

const fixed = process.env['FIXED'] === '1';
const ROUNDS = 50;

const recent: { trace: string; at: number }[] = [];
const reports = new Map<string, Report>();
const bus = new EventEmitter().setMaxListeners(0);
const handlers: (() => number)[] = [];
const sessions = new WeakMap<object, Report>();
const keys: object[] = [];
const waiting: { report: Report }[] = [];
const asked: { report: Report }[] = [];
const visits: Record<string, number> = {};

class Report {
  readonly rows = Array.from({ length: 50 }, (_, number) => ({ number, text: `linha ${number}` }));
}

/** A short slice keeps the whole body; made anew, it does not. */
function remember(at: number): void {
  const body = Buffer.from(`${at}-${'x'.repeat(200_000)}`).toString();
  const trace = body.slice(10, 40);
  recent.push({ trace: fixed ? Buffer.from(trace).toString() : trace, at });
}

function buildReport(at: number): void {
  reports.set(fixed ? 'o último' : `relatório ${at}`, new Report());
}

function listen(at: number): void {
  const rows = Array.from({ length: 5_000 }, () => at + 0.5);
  function onTick(): number {
    return rows.length;
  }
  bus.on('tick', onTick);
  if (fixed) bus.off('tick', onTick);
}

function subscribe(at: number): void {
  const samples = Array.from({ length: 5_000 }, () => at + 0.5);
  handlers.push(() => samples.length);
  if (fixed) handlers.pop();
}

/** A WeakMap holds its values only as long as somebody holds the keys. */
function openSession(): void {
  const key = {};
  sessions.set(key, new Report());
  keys.push(key);
  if (fixed) keys.pop();
}

/** What names a property is one string for all of V8, in a table of its own that keeps none of them alive. */
function visit(at: number): void {
  const page = `/ofertas?visitante=${String(at).padStart(1_000, '0')}`;
  visits[page] = 1;
  if (fixed) delete visits[page];
}

/** What two lists lead to belongs to neither. */
function share(): void {
  const report = new Report();
  waiting.push({ report });
  asked.push({ report });
  if (fixed) waiting.length = asked.length = 0;
}

let current: { table: Report; priceOf: () => number } | null = null;

/** Two closures share one scope: the one that stays holds what only the other one uses, and so on back to the first. */
function publish(at: number): void {
  const table = new Report();
  const previous = fixed ? null : current;
  const change = (): number => (previous?.priceOf() ?? 0) - table.rows.length;
  current = { table, priceOf: () => table.rows.length + at };
  change();
}

const LEAKS: Readonly<Record<string, (at: number) => void>> = {
  remember,
  buildReport,
  listen,
  subscribe,
  openSession,
  visit,
  share,
  publish,
};

for (let at = 0; at < ROUNDS; at++) LEAKS[process.env['LEAK'] ?? '']?.(at);
writeHeapSnapshot(process.env['SNAPSHOT']);
console.log(
  recent.length +
    reports.size +
    handlers.length +
    keys.length +
    waiting.length +
    asked.length +
    Object.keys(visits).length +
    bus.listenerCount('tick') +
    (current === null ? 0 : 1),
);
