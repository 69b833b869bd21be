/** The catalogue of everything a person reads that is not a lesson. Another language is another folder beside pt-BR. */
export { catalogue as t } from './pt-BR/index.ts';
export type { Catalogue } from './pt-BR/index.ts';
