import type { PprofWords } from '#i18n/pprof.ts';
import { OptionError, ProfileError } from '#pprof/errors.ts';
import { UsageError } from './arguments.ts';
import { DeliveryError } from './deliver.ts';
import { PortError } from './port-error.ts';
import { SourceError, type SourceFailure } from './source.ts';
import { VariableError } from './variables.ts';

/** What to tell about an error; undefined when it is none that a user can do something about. */
export function explain(error: unknown, words: PprofWords): string | undefined {
  if (error instanceof UsageError) return words.usageErrors[error.code]?.(error.subject);
  if (error instanceof SourceError) return explainSource(error.failure, words);
  if (error instanceof ProfileError) return explainProfile(error, words);
  if (error instanceof OptionError) return words.optionErrors[error.code]?.(error.message);
  if (error instanceof VariableError) return words.badAssignment(error.message);
  if (error instanceof DeliveryError) return words.notWritten(error.path, error.reason);
  if (error instanceof PortError) return words.portRefused(error.port, error.reason);
  return undefined;
}

function explainSource(failure: SourceFailure, words: PprofWords): string {
  switch (failure.kind) {
    case 'missing-file':
      return words.missingFile(failure.path, failure.reason);
    case 'lab-not-running':
      return words.labNotRunning(failure.slug);
    case 'unreachable':
      return words.unreachable(failure.url, failure.reason);
    case 'timeout':
      return words.timedOut(failure.url, failure.seconds);
    case 'refused':
      return words.refused(failure.url, failure.status, failure.body);
    case 'malformed':
      return explainProfile(failure.error, words);
  }
}

function explainProfile(error: ProfileError, words: PprofWords): string {
  if (error.code === 'foreign') return words.foreign(error.message);
  return words.malformed(words.profileErrors[error.code] ?? error.code, error.message);
}
