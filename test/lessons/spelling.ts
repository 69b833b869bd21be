import { readFileSync } from 'node:fs';
import { Hunspell } from './hunspell.ts';
import { lineAt, type Lesson, type Problem } from './lesson.ts';
import { proseOf } from './prose.ts';

const DICTIONARY = 'node_modules/dictionary-pt/index';
/** The field's words, names and numbers of our own, one a line. */
const OWN_WORDS = 'test/lessons/words.txt';

export function createSpeller(): (word: string) => boolean {
  const hunspell = new Hunspell(readFileSync(`${DICTIONARY}.aff`, 'utf8'), readFileSync(`${DICTIONARY}.dic`, 'utf8'));
  const own = new Set(readFileSync(OWN_WORDS, 'utf8').toLowerCase().split('\n'));
  const isKnown = (word: string): boolean => own.has(word.toLowerCase()) || hunspell.knows(word);
  return (word) => isKnown(word) || word.split('-').every((part) => part === '' || isKnown(part));
}

export function checkSpelling(lesson: Lesson, isKnown: (word: string) => boolean): readonly Problem[] {
  const prose = proseOf(lesson);
  const words = prose.matchAll(/(?<![\p{L}\d_./@])\p{L}[\p{L}’'-]*\p{L}(?![\p{L}\d_(/@]|\.\w)/gu);
  return Array.from(words)
    .filter(([word]) => !isKnown(word))
    .map((match) => ({
      path: lesson.path,
      line: lineAt(prose, match.index),
      what: `não conheço a palavra “${match[0]}” (se está certa, ponha-a em ${OWN_WORDS})`,
    }));
}
