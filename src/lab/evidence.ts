/** Where a lab's proof stands, as commands and as rows of a report. */
import type { Evidence } from './scenario.ts';

/** Of CPU recorded under load: enough samples that the order of the first rows is not chance. */
const CPU_SECONDS = 3;

/** The arguments of `go tool pprof` that show the evidence first. @param base `http://localhost:6060` */
export function goArguments(evidence: Evidence, base: string): readonly string[] {
  const { profile, sampleType, order = 'flat', show, focus } = evidence;
  return [
    '-top',
    ...(order === 'cum' ? ['-cum'] : []),
    ...(show === undefined ? [] : [`-show=${show}`]),
    ...(focus === undefined ? [] : [`-focus=${focus}`]),
    `-sample_index=${sampleType}`,
    ...(profile === 'profile' ? [`-seconds=${CPU_SECONDS}`] : []),
    `${base}/debug/pprof/${profile}`,
  ];
}

/** The one command to type, on a lab that runs at its usual ports. */
export function goCommand(evidence: Evidence): string {
  const quoted = goArguments(evidence, 'http://localhost:6060').map((argument) =>
    /^[\w./:=-]+$/.test(argument) ? argument : `'${argument}'`,
  );
  return ['go tool pprof', ...quoted].join(' ');
}

/** What to ask the diagnostics for, below `/debug/pprof/`. */
export function profileQuery({ profile }: Evidence): string {
  return profile === 'profile' ? `?seconds=${CPU_SECONDS}` : '';
}
