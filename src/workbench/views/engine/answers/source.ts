import { listData, type ListRoutine, type ReadSource } from '#pprof/report/list.ts';
import { cleanPath, trimPath } from '#pprof/path.ts';
import { prepareReport } from '#pprof/report/prepare.ts';
import type { ReportOptions } from '#pprof/options.ts';
import { headOf, patternOf } from '../head.ts';
import type { SourceAnswer, SourceRoutine, SourceText } from '../protocol.ts';
import type { Subject } from '../subject.ts';

const MOST_ROUTINES = 30;

export function sourceAnswer(
  subject: Subject,
  options: Partial<ReportOptions>,
  wanted: string,
  texts: Readonly<Record<string, SourceText>>,
): SourceAnswer {
  const pattern = patternOf(subject.profile, { ...options, granularity: 'functions' }, wanted);
  const missing = new Set<string>();
  const reasons = new Map<string, string>();
  const fileOf = new Map(subject.profile.functions.map(({ filename }) => [pathKey(filename), filename]));
  const nameOf = (path: string): string => fileOf.get(pathKey(path)) ?? '';
  const read: ReadSource = (paths) => {
    const file = nameOf(paths[0] ?? '');
    const found = texts[file];
    if (found === undefined) missing.add(file);
    else if ('text' in found) return found.text;
    else reasons.set(file, found.why);
    return { error: '' };
  };
  // One directory to look in, so that every file is asked for by one name.
  const listing = listData(subject.profile, pattern, read, { ...options, sourcePath: '/' });
  const { total } = prepareReport(subject.profile, 'list', options);
  return {
    kind: 'source',
    ...headOf(subject, options, { total, warnings: listing.warnings }),
    pattern,
    matched: listing.routines.length,
    missing: [...missing].filter((file) => file !== ''),
    routines: listing.routines.slice(0, MOST_ROUTINES).map((routine): SourceRoutine => {
      if (!('file' in routine)) return { name: routine.name, file: '', flat: 0, cum: 0, lines: [], why: null };
      // The name that the profile has for it: the one that it is asked for by.
      const file = nameOf(routine.file) || routine.file;
      return { ...routineOf(routine), file, why: routine.error === null ? null : (reasons.get(file) ?? '') };
    }),
  };
}

function routineOf({ name, flat, cum, lines }: ListRoutine): Omit<SourceRoutine, 'file' | 'why'> {
  return {
    name,
    flat: Number(flat),
    cum: Number(cum),
    lines: lines.map((line) => ({
      number: line.number,
      text: line.text,
      flat: Number(line.flat),
      cum: Number(line.cum),
      inlined: line.inlined.map((call) => ({
        name: call.name,
        place: `${call.file}:${call.line}`,
        value: Number(call.value),
      })),
    })),
  };
}

/** A file's name, the same before and after the engine cleaned it: without the scheme, the root, and Bazel's directory. */
function pathKey(file: string): string {
  return cleanPath(
    trimPath(file, '', '')
      .replace(/^\/?file:/, '')
      .replace(/^\/+/, ''),
  );
}
