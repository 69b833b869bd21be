import { counted } from './quantity.ts';

/** Words around and inside of a lesson: its parts, its facts, and what it is made of. */
export const lesson = {
  /** By the folder of src/content/docs that holds the part's lessons; in the order of the course. */
  parts: {
    comecando: { title: 'Começando', about: 'O que é medir um programa, e por que se mede antes de mexer.' },
    instrumentar: {
      title: 'Instrumentar e ler',
      about: 'Como um processo mostra o que faz, quanto isso custa e como se lê cada perfil.',
    },
    laboratorios: {
      title: 'Laboratórios',
      about: 'Um serviço que falha de verdade em cada um: reproduza, meça, explique, corrija e prove.',
    },
    'prova-final': {
      title: 'Prova final',
      about: 'Um incidente sem dicas; depois, o mesmo método no serviço que é seu.',
    },
    referencia: { title: 'Referência', about: 'Para consultar enquanto trabalha.' },
  },
  minutes: (minutes: number) => `cerca de ${minutes} min`,
  lab: 'laboratório',
  goals: 'O que você saberá fazer',
  prerequisites: 'Leia antes:',
  quiz: {
    title: 'Confira o que ficou',
    intro: (questions: number) =>
      `${counted(questions, 'pergunta', 'perguntas')}. Cada resposta explica o porquê, inclusive as erradas.`,
    check: 'Conferir',
    choose: 'Escolha uma resposta primeiro.',
    why: 'Por quê?',
    right: 'Certo.',
    wrong: 'Não é isso.',
    again: 'Tente outra.',
    score: (right: number, all: number) => `Você acertou ${right} de ${all} de primeira.`,
  },
  presenter: {
    title: 'Para quem apresenta',
    on: 'Modo aula: as notas de quem apresenta estão à mostra.',
    leave: 'Esconder as notas',
  },
  hints: {
    title: 'Travou? Uma dica de cada vez',
    steps: ['Pergunta', 'Ferramenta', 'Região', 'Correção'],
  },
  command: {
    label: (command: string) => `Comando: ${command}`,
  },
  recorded: {
    provenance: (lab: string, date: string, node: string) =>
      `Gravado no laboratório ${lab}, em ${date}, com Node ${node}.`,
    example: (title: string, profile: string, isSolution: boolean) =>
      `${title}: ${profile}${isSolution ? ', com a solução' : ''}`,
    open: 'Abrir esta visão',
    download: 'Baixar o perfil',
  },
  live: {
    unknown: '—',
    searching: 'Procurando um laboratório ligado…',
    from: (lab: string) => `Valores vivos do laboratório ${lab}, um por segundo.`,
    none: 'Nenhum laboratório ligado. Abra a bancada de um deles e inicie-o: os valores aparecem aqui sozinhos.',
    noWorkshop:
      'Valores vivos aparecem aqui quando a oficina roda na sua máquina (npm start) e um laboratório está ligado.',
    noSession: 'Abra a oficina pelo link que o terminal mostrou: sem ele esta página não alcança os laboratórios.',
  },
} as const;
