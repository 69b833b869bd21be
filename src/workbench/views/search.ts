/** The search box: a regular expression in pprof's dialect, matched on the page. */
import { OptionError } from '#pprof/errors.ts';
import { compileRegexp } from '#pprof/regexp.ts';

export type Search =
  | { readonly kind: 'none' }
  | { readonly kind: 'bad'; readonly detail: string }
  | { readonly kind: 'regexp'; readonly test: (name: string) => boolean };

/** Lower case matches both: who searches by hand expects it. A capital letter, or a flag, asks for exactly that. */
export function searchFor(pattern: string): Search {
  if (pattern === '') return { kind: 'none' };
  try {
    const expression = compileRegexp(searchPattern(pattern), 'search');
    return { kind: 'regexp', test: (name) => expression.test(name) };
  } catch (error) {
    if (error instanceof OptionError) return { kind: 'bad', detail: error.message };
    throw error;
  }
}

/** The search as an expression for pprof, which tells capitals apart. */
export function searchPattern(pattern: string): string {
  return /[A-Z]|\(\?/.test(pattern) ? pattern : `(?i)${pattern}`;
}

export const matches = (search: Search, name: string): boolean => search.kind === 'regexp' && search.test(name);
