import { pprof as en } from './en/pprof.ts';
import { pprof as ptBR } from './pt-BR/pprof.ts';

/** What `pprof` says beside its reports, which are the same in every language. */
export type PprofWords = typeof ptBR;

/** The words for a language tag such as `pt_BR.UTF-8` or `en`; Portuguese is the house's language. */
export function pprofWords(language: string): PprofWords {
  return /^en/i.test(language) ? en : ptBR;
}
