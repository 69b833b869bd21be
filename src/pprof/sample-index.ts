import { OptionError } from './errors.ts';
import type { Profile } from './profile.ts';
import { quote } from './format.ts';

/**
 * Which of a profile's sample types a name means: a number, a type's name, or nothing for the profile's default
 * (else the last one).
 * @throws {OptionError} `bad-sample-index`
 */
export function sampleIndex(profile: Pick<Profile, 'sampleTypes' | 'defaultSampleType'>, name: string): number {
  const types = profile.sampleTypes.map(({ type }) => type);
  if (types.length === 0) throw new OptionError('no-samples', 'profile has no samples');
  if (name === '') {
    const index = profile.defaultSampleType === '' ? -1 : types.indexOf(profile.defaultSampleType);
    return index < 0 ? types.length - 1 : index;
  }
  if (/^[+-]?\d+$/.test(name)) {
    const index = Number(name);
    if (index >= 0 && index < types.length) return index;
    throw new OptionError('bad-sample-index', `sample_index ${name} is outside the range [0..${types.length - 1}]`);
  }
  // Old heap profiles call their types `space` and `objects`.
  const short = name.startsWith('inuse_') ? name.slice('inuse_'.length) : name;
  const index = types.findIndex((type) => type === name || type === short);
  if (index >= 0) return index;
  throw new OptionError('bad-sample-index', `sample_index ${quote(name)} must be one of: [${types.join(' ')}]`);
}
