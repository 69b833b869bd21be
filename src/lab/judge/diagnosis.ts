/** The part of a verdict that is about the learner's answer, not about the code: was the suspect the right one? */
import type { Diagnosis, DiagnosisPart } from '../judgement.ts';
import type { Scenario } from '../scenario.ts';

/**
 * @param sources texts in which a line number may be meant: the learner's copy, and the file as it was handed out.
 * @returns `undefined` where none was given and none is asked for.
 */
export function diagnosisPart(
  scenario: Scenario,
  given: Diagnosis | undefined,
  sources: readonly string[],
): DiagnosisPart | undefined {
  const notALeak = scenario.acceptance.signal === 'not-a-leak';
  if (given === undefined) {
    return notALeak ? { name: 'diagnosis', outcome: 'fail', given: null, function: null, notALeak } : undefined;
  }
  if (given.kind === 'not-a-leak' || notALeak) {
    const right = notALeak && given.kind === 'not-a-leak';
    return { name: 'diagnosis', outcome: right ? 'pass' : 'fail', given, function: null, notALeak };
  }
  const named = functionsMeant(given.name, sources);
  const hit = named.find((name) => isSuspect(name, scenario));
  return {
    name: 'diagnosis',
    outcome: hit === undefined ? 'fail' : 'pass',
    given,
    function: lineOf(given.name) === null ? null : (hit ?? named[0] ?? null),
    notALeak,
  };
}

function isSuspect(name: string, { evidence, moreEvidence = [], suspects = [] }: Scenario): boolean {
  return [evidence, ...moreEvidence].some((proof) => proof.function === name) || suspects.includes(name);
}

/** `buildReport`, `buildReport()`, `Cache.buildReport`; `server.ts:57`, `57`. */
function functionsMeant(text: string, sources: readonly string[]): readonly string[] {
  const line = lineOf(text);
  if (line !== null) return sources.flatMap((source) => enclosingFunction(source, line) ?? []);
  const name = text.trim().replace(/\(\)$/, '');
  return [name, name.slice(name.lastIndexOf('.') + 1)];
}

function lineOf(text: string): number | null {
  const line = /^(?:[^\s:]+\.[cm]?[jt]s:)?(\d{1,6})(?::\d+)?$/.exec(text.trim())?.[1];
  return line === undefined ? null : Number(line);
}

const DECLARATIONS = [
  /^(?<indent>\s*)(?:export\s+)?(?:async\s+)?function\s*\*?\s*(?<name>[\w$]+)/,
  /^(?<indent>\s*)(?:export\s+)?const\s+(?<name>[\w$]+)\s*=\s*(?:async\s*)?(?:function\b|\(.*=>\s*\{$)/,
  // A method, on one line or with its parameters below.
  /^(?<indent>\s+)(?:(?:async|static|private|public|get|set)\s+)*\*?(?<name>#?[\w$]+)\((?:.*\{)?$/,
];
const STATEMENTS = new Set(['if', 'for', 'while', 'switch', 'catch', 'with']);

/**
 * The innermost named function whose lines hold that one. It trusts the indentation, which every editor here keeps:
 * a function ends with the first line that closes a brace at its own depth.
 */
export function enclosingFunction(source: string, line: number): string | null {
  const lines = source.split(/\r?\n/);
  for (let at = Math.min(line, lines.length) - 1; at >= 0; at--) {
    const start = lines[at] ?? '';
    const groups = DECLARATIONS.map((declaration) => declaration.exec(start)?.groups).find(
      (found) => found !== undefined,
    );
    const name = groups?.['name'];
    if (name === undefined || STATEMENTS.has(name)) continue;
    const indent = groups?.['indent'] ?? '';
    const atDepth = (index: number): string => {
      const text = lines[index] ?? '';
      return text.startsWith(indent) ? text.slice(indent.length) : '';
    };
    const after = (shape: RegExp): number => lines.findIndex((_, index) => index > at && shape.test(atDepth(index)));
    // A call over several lines looks like a method, but no body follows its parentheses.
    if (start.endsWith('(') && !/^\).*\{$/.test(atDepth(after(/^\S/)))) continue;
    const end = after(/^\};?$/);
    if (end === -1 || end >= line - 1) return name;
  }
  return null;
}
