/** The command lines of the parity suite: every report, on every profile, with every option at least once. */

const PROFILES = 'test/parity/profiles';

const ALL_REPORTS = [
  '-top',
  '-tree',
  '-peek=.',
  '-traces',
  '-dot',
  '-raw',
  '-comments',
  '-callgrind',
  '-proto',
  '-topproto',
];

/** Options that each report must honour. */
const COMMON = [
  '',
  '-cum',
  '-lines',
  '-files',
  '-filefunctions',
  '-addresses',
  '-noinlines',
  '-addresses -noinlines',
  '-nodecount=7',
  '-nodefraction=0.05 -edgefraction=0.02',
  '-trim=false',
  '-relative_percentages -focus=FOCUS',
  '-focus=FOCUS',
  '-ignore=FOCUS',
  '-hide=FOCUS',
  '-show=FOCUS',
  '-show_from=FOCUS',
  '-prune_from=FOCUS',
  '-focus=FOCUS -hide=HIDE -cum -nodecount=20',
  '-focus=(?i)nomatchatall',
  '-compact_labels',
  '-divide_by=3',
  '-unit=ms',
  '-unit=kb',
  '-sample_index=0',
  '-mean',
  '-tagfocus=:1kb',
  '-tagignore=bytes=16b:4kb',
  '-taghide=bytes',
  '-tagroot=bytes',
  '-tagleaf=bytes,route',
  '-base=BASE',
  '-diff_base=BASE',
  '-diff_base=BASE -drop_negative',
  '-diff_base=BASE -cum -lines',
  '-base=BASE -normalize',
];

/** Options that only the synthetic profile can show: it has labels, and values of every kind. */
const SYNTHETIC = [
  '-sample_index=inuse_space',
  '-sample_index=inuse_space -unit=mb',
  '-sample_index=inuse_space -diff_base=BASE',
  '-tagfocus=route:/cart',
  '-tagfocus=acme,cart',
  '-tagfocus=tenant=acme,globex',
  '-tagfocus=latency=1ms:30ms',
  '-tagfocus=2ms:',
  '-tagignore=route=pay',
  '-tagshow=route',
  '-taghide=(?i)TENANT',
  '-tagroot=route,tenant',
  '-tagleaf=latency -unit=us',
  '-trim_path=/proc/self -lines',
  '-source_path=/home/ana/cart -lines',
  String.raw`-focus=\QSum[...]\E`,
  '-focus=^main[.][[:alpha:]]+$',
  '-focus=(?P<pacote>cart)',
  String.raw`-focus=\p{Lu}`,
  '-focus=(',
  '-focus=(?=a)',
  '-sample_index=9',
  '-sample_index=nada',
  '-divide_by=0',
];

const LISTS = ['', '-cum', '-noinlines', '-unit=ms', '-focus=FOCUS', '-diff_base=BASE'];
/** Go's own sources are not on every machine: below a directory that has none, their absence is what is compared. */
const NO_SOURCES = '-trim_path=/usr/lib/go-1.19/src -source_path=test/parity/profiles';

interface Subject {
  readonly file: string;
  readonly base: string;
  readonly focus: string;
  readonly hide: string;
  readonly extra: readonly string[];
  /** How to find the sources for `-list`. */
  readonly sources: string;
}

export const SUBJECTS: readonly Subject[] = [
  { file: 'http.cpu', base: 'http.cpu.base', focus: 'net/http', hide: 'runtime', extra: [], sources: NO_SOURCES },
  { file: 'http.block', base: 'http.block.base', focus: 'Transport', hide: 'sync', extra: [], sources: NO_SOURCES },
  {
    file: 'json.mem',
    base: 'json.mem.base',
    focus: 'encoding/json',
    hide: 'reflect',
    extra: ['-sample_index=inuse_objects', '-sample_index=inuse_space', '-sample_index=alloc_objects', '-alloc_space'],
    sources: NO_SOURCES,
  },
  { file: 'node.heap', base: 'node.heap.base', focus: 'Row|fill', hide: 'map', extra: [], sources: '-source_path=.' },
  { file: 'node.time', base: 'node.time.base', focus: 'sort', hide: 'map', extra: [], sources: '-source_path=.' },
  {
    file: 'synthetic',
    base: 'synthetic.base',
    focus: 'cart|Worker',
    hide: 'push_back',
    extra: SYNTHETIC,
    sources: '-source_path=.',
  },
];

/** How the base of each subject is made from it, by the reference. */
export const BASES: readonly (readonly [file: string, options: readonly string[]])[] = SUBJECTS.map(
  ({ file, focus }) => [file, ['-proto', `-ignore=${focus}`, '-divide_by=2']] as const,
);

/** All command lines about a subject. */
export function casesOf(subject: Subject): string[][] {
  const base = `${PROFILES}/${subject.base}.pb.gz`;
  const fill = (text: string): string[] =>
    text
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => word.replace('FOCUS', subject.focus).replace('HIDE', subject.hide).replace('BASE', base));
  const file = `${PROFILES}/${subject.file}.pb.gz`;
  const reports = ALL_REPORTS.flatMap((report) =>
    [...COMMON, ...subject.extra].map((options) => [report, ...fill(options), file]),
  );
  const lists = LISTS.map((options) => ['-list=.', ...fill(subject.sources), ...fill(options), file]);
  return [...reports, ...lists];
}
