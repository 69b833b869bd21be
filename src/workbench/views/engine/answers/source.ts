import { listData, type ListRoutine, type ReadSource } from '#pprof/report/list.ts';
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
  const read: ReadSource = (paths) => {
    const file = fileOf.get(pathKey(paths[0] ?? '')) ?? '';
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
      return { ...routineOf(routine), why: routine.error === null ? null : (reasons.get(routine.file) ?? '') };
    }),
  };
}

function routineOf({ name, file, flat, cum, lines }: ListRoutine): Omit<SourceRoutine, 'why'> {
  return {
    name,
    file,
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

/** A file's name without what the engine may take off its front: the scheme and the root. */
function pathKey(file: string): string {
  return file.replace(/^\/?file:/, '').replace(/^\/+/, '');
}
