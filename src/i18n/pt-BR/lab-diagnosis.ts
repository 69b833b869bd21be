/** What to say of the learner's suspect. The right one is not given away: the profile shows it. */
import type { DiagnosisPart } from '#lab/judgement.ts';

export function diagnosis(part: DiagnosisPart): string {
  const { outcome, given, notALeak } = part;
  if (given === null) {
    return 'Aqui a pergunta é se o serviço vaza ou não, e você ainda não respondeu. Diga quem é o suspeito ou, se for o caso, que não é vazamento.';
  }
  if (given.kind === 'not-a-leak') {
    return outcome === 'pass'
      ? 'Você disse que o original não vaza, e é isso: a memória dele sobe até encher o que tem limite, e para.'
      : 'Você disse que não é vazamento, mas o que fica a cada requisição não volta nem com a coleta de lixo. Meça o piso depois de mais de uma rodada de carga.';
  }
  const name = part.function === null || part.function === given.name ? given.name : `${given.name} (${part.function})`;
  if (outcome === 'pass') return `O suspeito ${name} está certo.`;
  return notALeak
    ? `O suspeito ${name} não está certo. Antes de procurar quem vaza, meça se vaza: o piso continua subindo depois de várias rodadas?`
    : `O suspeito ${name} não está certo. Volte ao perfil e veja quem está no topo, no tipo de amostra que responde à sua pergunta.`;
}
