/** What `npm run labs:check` and `npm run labs:new` print. */
import type { CheckResult } from '#lab/check/result.ts';
import { counted, seconds } from './quantity.ts';

export const labsCheck = {
  usage: `Uso: npm run labs:check -- [laboratório…] [opções]

  --repeat N   tudo N vezes (até 1000)
  --jobs N     N laboratórios ao mesmo tempo (até 16); a duração dos vereditos então não conta
  --busy       com todos os núcleos ocupados
  --essential  sem as outras correções erradas, que são mais da metade do tempo: para repetir muitas vezes
  --brief      só a solução, a correção errada (e o original, se ela não vaza) e a primeira das evidências
  --json       o resultado em JSON

docs/labs.md diz como se escreve um laboratório.`,
  unknown: (slugs: readonly string[], known: readonly string[]) =>
    `Não existe laboratório chamado ${slugs.join(', ')}. Há: ${known.join(', ')}.\n`,
  lab: (slug: string, round: number, of: number) => `\n── ${slug}${of > 1 ? ` (${round} de ${of})` : ''} ──`,
  result: ({ what, ok, skipped, detail, tookMs }: CheckResult) =>
    `${skipped ? '·' : ok ? '✔' : '✘'} ${what} (${seconds(tookMs)})\n    ${detail.replaceAll('\n', '\n    ')}`,
  summary: (all: readonly CheckResult[], failed: readonly CheckResult[]) =>
    failed.length === 0
      ? `\nTudo certo: ${counted(all.length, 'conferência', 'conferências')}.`
      : `\n${counted(failed.length, 'falha', 'falhas')} em ${counted(all.length, 'conferência', 'conferências')}:\n${failed.map(({ lab, what }) => `  ${lab}: ${what}`).join('\n')}`,
} as const;

export const labsNew = {
  usage: 'Uso: npm run labs:new -- <nome>   (letras minúsculas, números e hífens, começando por letra)',
  exists: (path: string) => `Já existe ${path}: escolha outro nome, ou apague-o antes.`,
  created: (slug: string, paths: readonly string[]) =>
    `Criado:\n${paths.map((path) => `  ${path}`).join('\n')}\n\nEle já vaza, tem conserto e tem conserto errado. Rode: npm run labs:check -- ${slug}\nDepois troque o exemplo pelo seu; docs/labs.md diz como.`,
} as const;
