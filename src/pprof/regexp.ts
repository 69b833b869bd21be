import { OptionError } from './errors.ts';
import { translate } from './regexp/translate.ts';

/**
 * Compiles a regular expression in the dialect of Go (RE2): `(?i)`, `(?P<name>…)`, `\z`, `[[:digit:]]`, `\Q…\E` are
 * understood; what Go refuses, such as look-around and back-references, is refused here too.
 * @param option name of the option it was given for, for the message
 * @throws {OptionError} `bad-regexp`, with Go's message
 */
export function compileRegexp(pattern: string, option: string): RegExp {
  try {
    return new RegExp(translate(pattern), 'u');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OptionError('bad-regexp', `parsing ${option} regexp: error parsing regexp: ${reason}`);
  }
}

/** A pattern that matches exactly this text anywhere, in either dialect. */
export function quoteRegexp(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
