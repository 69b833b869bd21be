/**
 * `npm run lab memory-leak --load`, without the `--` before the options: npm takes them for its own and hands them on
 * as environment variables only. Learners forget the `--`; what they meant is clear, so it counts.
 */

export type NpmEnvironment = Readonly<Record<string, string | undefined>>;

type Options = Readonly<Record<string, { readonly type: 'boolean' | 'string' }>>;

/** The options that npm swallowed, as they were written. Empty outside of `npm run lab`. */
export function swallowedByNpm(env: NpmEnvironment, options: Options): string[] {
  // Another script's flags reach us when it starts us (`npm test --port=1`): those were not meant for us.
  if (env['npm_lifecycle_event'] !== 'lab') return [];
  return Object.entries(options).flatMap(([name, { type }]) => {
    const value = env[`npm_config_${name.replaceAll('-', '_')}`];
    if (value === undefined) return [];
    if (type === 'string') return [`--${name}=${value}`];
    // npm writes `true` for `--load` and nothing for `--no-tty`.
    return [value === '' || value === 'false' ? `--no-${name}` : `--${name}`];
  });
}
