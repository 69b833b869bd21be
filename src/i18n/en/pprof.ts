import type { PprofWords } from '../pprof.ts';

/** What the `pprof` command says. The reports themselves are the same in every language. */

const reportUsage = (name: string, cum: boolean): readonly string[] => [
  `${name} [n] [focus_regex]* [-ignore_regex]*${cum ? ' [-cum]' : ''} >f`,
  'Include up to n samples',
  'Include samples matching focus_regex, and exclude ignore_regex.',
  ...(cum ? ['-cum sorts the output by cumulative weight'] : []),
  'Optionally save the report on the file f',
];
const listUsage = (name: string): readonly string[] => [
  `${name} func_regex [-focus_regex]* [-ignore_regex]*`,
  'Include functions matching func_regex.',
];

const commands: PprofWords['commands'] = {
  callgrind: { about: 'Graph in callgrind format', usage: reportUsage('callgrind', false) },
  comments: { about: 'All profile comments', usage: [] },
  dot: { about: 'Graph in DOT format', usage: reportUsage('dot', false) },
  kcachegrind: { about: 'Show the report in KCachegrind', usage: reportUsage('kcachegrind', false) },
  list: { about: 'Annotated source for functions matching a regexp', usage: listUsage('list') },
  peek: {
    about: 'Callers and callees of functions matching a regexp',
    usage: ['peek func_regex', 'Display callers and callees of functions matching func_regex.'],
  },
  proto: { about: 'The profile in compressed protobuf format', usage: [] },
  raw: { about: 'A text representation of the whole profile', usage: [] },
  svg: { about: 'Graph drawn as SVG', usage: reportUsage('svg', false) },
  tags: {
    about: 'All tags in the profile',
    usage: ['tags [tag_regex]* [-ignore_regex]* >f', 'List tags with key:value matching tag_regex.'],
  },
  text: { about: 'Top entries in text form', usage: reportUsage('text', true) },
  top: { about: 'Top entries in text form', usage: reportUsage('top', true) },
  topproto: { about: 'Top entries in compressed protobuf format', usage: [] },
  traces: { about: 'All profile samples in text form', usage: [] },
  tree: { about: 'A text rendering of the call graph', usage: reportUsage('tree', true) },
  web: { about: 'Show the graph in a web browser', usage: reportUsage('web', false) },
  weblist: { about: 'Show annotated source in a web browser', usage: listUsage('weblist') },
};

const matching = 'Matching includes the function name, filename or object name.';
const tagExamples = [
  'Use name=value syntax to limit the matching to a specific tag.',
  'Numeric tag filter examples: 1kb, 1kb:10kb, memory=32mb:',
  'String tag filter examples: foo, foo.*bar, mytag=foo.*bar',
];

const variables: PprofWords['variables'] = {
  output: ['File to save the report to'],
  call_tree: ['A tree instead of a graph', 'Functions reached through different paths are kept apart.'],
  relative_percentages: ['Percentages of what the filters leave', 'If unset, they are of the whole profile.'],
  unit: ['Measurement unit to display', 'minimum picks one for the report, auto one for each value.'],
  compact_labels: ['Short header'],
  source_path: ['Search path for source files'],
  trim_path: ['Prefix to trim from the paths of source files'],
  mean: ['Average: the value divided by the first sample type'],
  sample_index: ['Sample type to report (number or name)', 'Profiles have several values per sample.'],
  divide_by: ['Divide all values by a number'],
  normalize: ['Scale the profile to the base'],
  sort: ['Order of the rows'],
  flat: ['Sort entries by their own weight'],
  cum: ['Sort entries by their cumulative weight'],
  tagroot: ['Labels that become frames at the root of the stack', 'A comma-separated list of keys.'],
  tagleaf: ['Labels that become frames at the leaf of the stack', 'A comma-separated list of keys.'],
  drop_negative: ['Hide negative differences'],
  nodecount: ['Max number of nodes to show', 'In a drawing, dotted edges are paths through nodes left out.'],
  nodefraction: ['Hide nodes below <f>*total'],
  edgefraction: ['Hide edges below <f>*total'],
  trim: ['Honor nodefraction, edgefraction and nodecount', 'false shows the full profile.'],
  focus: ['Only samples going through a node matching the regexp', matching],
  ignore: ['Skip samples going through a node matching the regexp', matching],
  prune_from: ['Drop what is below the frame matching the regexp'],
  hide: ['Hide nodes matching the regexp', matching],
  show: ['Only show nodes matching the regexp', matching],
  show_from: ['Drop the callers above the highest frame matching the regexp', matching],
  tagfocus: ['Only samples with a tag in range or matching the regexp', ...tagExamples],
  tagignore: ['Skip samples with a tag in range or matching the regexp', ...tagExamples],
  tagshow: ['Only consider tags matching the regexp'],
  taghide: ['Hide tags matching the regexp'],
  noinlines: ['Attribute inlined functions to their caller'],
  showcolumns: ['Show columns beside lines'],
  granularity: ['What a row of a report stands for'],
  functions: ['One row per function'],
  filefunctions: ['One row per function and file'],
  files: ['One row per file'],
  lines: ['One row per source line'],
  addresses: ['One row per address'],
};

const usageErrors: PprofWords['usageErrors'] = {
  'http-with-format': (flag) =>
    `-http shows everything in the browser and does not go with a format (${flag}). Use one of them.`,
  'http-address': (value) =>
    `"${value}" is no address for -http. Write host:port, such as -http=localhost:8080 or -http=:0.`,
  'http-not-local': (value) =>
    `-http serves this machine alone, and ${value} would open it to others: the page also commands the labs. Use -http=localhost:8080; from another machine, a tunnel (ssh -L).`,
  'no-browser-without-http': () => '-no_browser only makes sense with -http.',
  'unknown-flag': (flag) => `There is no option -${flag}. "pprof -help" lists them.`,
  'missing-value': (flag) => `Option -${flag} needs a value: -${flag}=VALUE.`,
  'bad-value': (flag) => `The value of -${flag} is no good. "pprof -help" says what it expects.`,
  'several-formats': (flags) => `One output format at a time, not several: ${flags}.`,
  'several-choices': (flags) => `These options exclude each other: ${flags}.`,
  'several-bases': () => 'Use -base or -diff_base, not both.',
  'normalize-without-base': () => '-normalize scales the profile to a base, and there is none. Give one: -base=SOURCE.',
  unsupported: (flag) =>
    `-${flag} needs a disassembler or Graphviz, which are not used here. Drawings: -svg, -dot, -web.`,
  'no-source': () => 'No profile source given: a file, a URL, host:port or a lab.\n"pprof -help" has examples.',
};

const record = 'Record it in the format of pprof, if the tool has it.';
const FOREIGN: Readonly<Record<string, string>> = {
  legacy:
    'This is a profile in the legacy format of pprof (gperftools, or /debug/pprof with debug=1), which is not read here. Capture it without debug=1, or convert it: go tool pprof -proto FILE > profile.pb.gz',
  'goroutine-dump':
    'This is a goroutine dump (debug=2), to be read as it is. Capture /debug/pprof/goroutine without debug.',
  'perf-data': 'This is a perf.data. Convert it: perf_to_profile -i perf.data -o profile.pb.gz',
  jfr: 'This is a recording of the Java Flight Recorder. Convert it: jfrconv -o pprof FILE.jfr profile.pb.gz',
  collapsed: `These are collapsed stacks. ${record}`,
  speedscope: `This is a file of speedscope. ${record}`,
  cpuprofile: 'This is a .cpuprofile of V8. Open it in DevTools, or capture /debug/pprof/profile.',
  heapprofile: 'This is a .heapprofile of V8. Open it in DevTools, or capture /debug/pprof/heap.',
  heapsnapshot: 'This is a heap snapshot of V8, not a profile. Open it with: npm run retainers -- FILE',
  'chrome-trace': 'This is a trace in JSON. Open it in Perfetto.',
  'go-trace': 'This is an execution trace of Go. Open it with: go tool trace FILE',
  program: 'This is a program, not a profile of one.',
  page: 'This is a page or a drawing (HTML, SVG), not the data of a profile.',
};

const profileErrors: PprofWords['profileErrors'] = {
  empty: 'the file is empty',
  'too-large': 'the profile is too large when uncompressed',
  'bad-gzip': 'its gzip compression is damaged; was the file copied to its end?',
  truncated: 'the file ends in the middle; was it copied to its end?',
  'bad-wire-type': 'this is no profile in the format profile.proto',
  'bad-varint': 'this is no profile in the format profile.proto',
  'bad-string-table': 'its string table is damaged',
  'bad-string-index': 'a text that the profile uses is not in it',
  concatenated: 'these are two profiles in one file; give each as a source',
  'bad-id': 'an item has the reserved id 0',
  'duplicate-id': 'two items have the same id',
  'missing-reference': 'the profile refers to an item that is not in it',
  'value-count': 'a sample has more or fewer values than the profile has types',
  'no-sample-type': 'the profile does not say what it measures',
  incompatible: 'the profiles do not measure the same thing, so they cannot be added or compared',
  foreign: 'it is of another format',
  unrecognized: 'its format is unknown',
};

const optionErrors: PprofWords['optionErrors'] = {
  'bad-regexp': (detail) => `The regular expression is not valid: ${detail}`,
  'bad-sample-index': (detail) => `This profile has no such sample type: ${detail}`,
  'bad-option': (detail) => `The value of an option is no good: ${detail}`,
  'no-samples': () => 'The profile has no samples.',
  'no-match': (detail) => `No function matches the regular expression: ${detail}`,
};

export const pprof: PprofWords = {
  /** For the `lang` of a page. */
  language: 'en',
  commands,
  variables,
  usageHead: `Usage:

  pprof <format> [options] <source>...   a report
  pprof [options] <source>...            the interactive shell

A source is a file, a URL, host:port (CPU profile) or the name of a running lab (heap profile).
Several sources are added up.
`,
  usageFormats: 'Output formats (select at most one):',
  usageCommands: 'Commands:',
  usageOptions: 'Options:',
  usageGroups: 'Option groups (only set one per group):',
  usageSources: 'Sources:',
  sourceOptions: [
    ['-http=[host]:[port]', 'show the profile in the browser, with flames, graph and source; :0 takes a free port'],
    ['-no_browser', 'with -http: only print the link'],
    ['-seconds=N', 'how long the server shall record'],
    ['-timeout=N', 'how many seconds to wait for the server'],
    ['-base=SOURCE', 'profile to subtract'],
    ['-diff_base=SOURCE', 'profile to compare with; it is the 100%'],
    ['-add_comment=TEXT', 'comment to keep in the profile'],
    ['-inuse_space, -inuse_objects, -alloc_space, -alloc_objects', 'sample type of a heap profile'],
    ['-contentions, -total_delay, -mean_delay', 'sample type of a contention profile'],
    ['-lang=pt-BR|en', 'language of the messages'],
  ],
  usageEnvironment: 'Environment variables:\n    PPROF_TMPDIR     where to save fetched profiles (else $HOME/pprof)',
  usageErrors,
  profileErrors,
  optionErrors,
  fetching: (url) => `Fetching profile over HTTP from ${url}`,
  recording: (seconds) => `Please wait... (${seconds}s)`,
  saved: (path) => `Saved profile in ${path}`,
  notSaved: (reason) => `Could not save profile: ${reason}`,
  missingFile: (path, reason) =>
    reason === 'ENOENT'
      ? `There is no file ${path}. Check its name and your directory.`
      : `Cannot read ${path} (${reason}).`,
  labNotRunning: (slug) =>
    `The lab ${slug} is not running. Start it in another terminal with "npm run lab ${slug}" and repeat the command.`,
  unreachable: (url, reason) => `Nobody answers at ${url} (${reason}). Is the process running? Is the port right?`,
  timedOut: (url, seconds) => `${url} did not answer in ${seconds}s. Wait longer with -timeout=N.`,
  refused: (url, status, body) => `${url} refused: ${status}${body === '' ? '' : ` - ${body}`}`,
  foreign: (format) => FOREIGN[format] ?? format,
  malformed: (reason, detail) => `Not a profile that can be opened: ${reason}.\n  (${detail})`,
  ignoredFlag: (flag) => `Option -${flag} makes no difference here: binaries are not read.`,
  writing: (path) => `Generating report in ${path}`,
  notWritten: (path, reason) => `Cannot write ${path} (${reason}).`,
  serving: (url: string) => `Open this link in the browser:\n\n  ${url}\n\nThe link is yours alone. Ctrl-C ends it.`,
  otherPort: (asked, port) => `Port ${asked} cannot be used: the page is on ${port}.`,
  portRefused: (port, reason) =>
    reason === 'EACCES'
      ? `The system does not let port ${port} be opened (${reason}). Choose one above 1023, or -http=:0 for a free one.`
      : `Neither port ${port} nor those after it are free (${reason}). Choose another, or -http=:0 for a free one.`,
  servingEnded: 'Ended.',
  opening: (path) => `Opening ${path}. If nothing appears, open that file in your browser.`,
  noViewer: (program, path) => `There is no program ${program}. The report is in ${path}.`,
  entering: 'Entering interactive mode (type "help" for commands, "o" for options; Tab completes)',
  noSamples:
    'No samples were found with the default sample value type.\nTry "sample_index" to analyze different sample values.',
  needsValue: (name) => `please specify a value, e.g. ${name}=<val>`,
  needsParameter: (name) => `command ${name} requires an argument`,
  didYouMean: (name, value) => `did you mean: ${name}=${value}`,
  unknownCommand: (name) => `unrecognized command: "${name}"`,
  unknownTopic: (name) => `Unknown command: ${name}`,
  missingFileName: 'unexpected end of line after >',
  badAssignment: (detail) => detail,
  unsupported: (name) => usageErrors['unsupported']!(name).replace('-', ''),
  clearHelp: 'Clear focus/ignore/hide/tagfocus/tagignore',
  optionsHelp: 'List options and their current values',
  quitHelp: 'Exit pprof',
  moreHelp: 'help COMMAND or help OPTION says more',
  usageLabel: 'Usage:',
  unexpected: (detail) => `This should not happen; it is a defect of Vazou. Please report it:\n${detail}`,
  sourceTitle: 'Source',
  totalLabel: 'Total',
};
