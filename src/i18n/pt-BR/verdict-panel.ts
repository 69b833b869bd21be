/** Words of the verdict's panel, with the diagnosis and the hints in it. */
export const verdict = {
  label: 'Veredito',
  ask: 'Pedir veredito da minha cópia',
  explain:
    'Roda a sua cópia num processo novo e mede três coisas: se a falha acabou, se o serviço continua o mesmo e se a medida é honesta.',
  whyDisabled: 'Julgando: um veredito por vez. Costuma levar menos de um minuto.',
  steps: 'Passos do veredito',
  empty: 'Nenhum veredito ainda. Quando achar que corrigiu, peça um.',
  passed: 'Passou: o vazamento acabou',
  passedFault: 'Passou: a falha acabou',
  passedFaults: 'Passou: nenhuma falha sobrou',
  passedDiagnosis: 'Passou: o diagnóstico está certo',
  profiles: {
    compare: (before: string, profile: string) => `Ver o diff do perfil “${profile}”: ${before} → depois`,
    open: (profile: string) => `Abrir o perfil “${profile}” deste veredito`,
    noBefore: 'Para ver o antes e o depois, julgue também a versão com a falha: volte ao original e peça um veredito.',
  },
  failed: 'Ainda não passou',
  unjudgedTitle: 'Não deu para julgar',
  of: (variantName: string, time: string) => `${variantName}, às ${time}.`,
  outdated: 'De outra versão do código: você mudou a sua cópia depois. Peça outro veredito para a de agora.',
  took: (duration: string) => `Levou ${duration}.`,
  outcome: { pass: 'passou', fail: 'não passou' },
  floor: {
    summary: (measure: string, first: string, last: string) =>
      `Piso de ${measure} depois do GC, por requisições enviadas: de ${first} a ${last}.`,
    requests: (requests: string) => `${requests} requisições`,
    sent: 'requisições',
    now: 'piso agora',
    before: 'piso antes da correção',
    limit: (perRequest: string) => `limite: ${perRequest} por requisição`,
  },
  rounds: {
    summary: (what: string, values: string, limit: string) =>
      `${what}, em cada rodada: ${values}; o limite é ${limit}.`,
    round: (number: string) => `rodada ${number}`,
    number: 'rodada',
    now: {
      peak: 'agora, o pico',
      allocations: 'agora, por requisição',
      cpu: 'agora, em vezes a CPU de uma requisição simples',
      stalls: 'agora, do tempo com trabalho a fazer',
    },
    nowShort: 'agora',
    before: 'antes da correção',
    beforeShort: 'antes',
    limit: (amount: string) => `limite: ${amount}`,
  },
  inFigures: 'Em números',
  nextTitle: 'Próximo passo:',
  next: {
    leak: 'inicie a sua cópia, mande carga, force um GC e capture o heap. A função no topo de inuse_space diz quem aloca; pergunte quem segura.',
    behaviour: 'o serviço mudou. Veja a promessa quebrada acima e devolva esse comportamento.',
    cheating: 'tire o truque apontado acima e corrija a causa: a medida tem de melhorar sozinha.',
    fault:
      'inicie a sua cópia, mande carga e capture, durante ela, o perfil que a medida acima indica. Corrija quem está no topo.',
    diagnosis: 'volte ao perfil antes de mexer no código: quem está no topo, e o que isso quer dizer?',
    passed:
      'capture da versão corrigida o mesmo perfil que mostrou a falha e compare com o de antes. Depois leia o passo 9, Previna.',
    passedDiagnosis: 'leia o passo 9, Previna: o teste que separa encher de vazar.',
  },
} as const;

export const diagnosis = {
  title: 'Seu diagnóstico',
  suspect: 'Suspeito',
  example: 'função ou linha: montar, server.ts:57',
  notALeak: 'Não é vazamento',
  how: 'Vai junto com o pedido e ganha nota à parte. No código, F9 ou um clique à esquerda do número marca a linha.',
} as const;

export const hints = {
  title: 'Dicas',
  steps: ['Pergunta:', 'Ferramenta:', 'Região:', 'Correção:'],
  first: 'Quero uma dica',
  next: (step: string) => `Próxima dica (${step.replace(':', '').toLowerCase()})`,
  all: 'Essas eram todas. Se ainda travar, a solução está na aba Código.',
} as const;
