import { VARIABLES, valueText, type Settings } from '../variables.ts';
import { COMMENT } from './statement.ts';

/** The variables and their values, as `o` prints them; each line can be typed back. */
export function optionsText(settings: Settings, sampleTypes: readonly string[]): string {
  const lines = VARIABLES.filter(({ name }) => name !== 'source_path').map((variable) => {
    const { name, choices } = variable;
    const value = valueText(settings, variable);
    const line = (shown: string, comment: string): string =>
      `  ${name.padEnd(25)} = ${shown.padEnd(20)} ${comment === '' ? '' : `${COMMENT} ${comment}`}`;
    if (choices.length > 0) return line(value, `[${choices.toSorted().join(' | ')}]`);
    if (name === 'sample_index') return line(value || (sampleTypes.at(-1) ?? ''), `[${sampleTypes.join(' | ')}]`);
    if (name === 'nodecount' && value === '-1') return line(value, 'default');
    return line(value === '' ? '""' : value, '');
  });
  return lines.sort().join('\n');
}
