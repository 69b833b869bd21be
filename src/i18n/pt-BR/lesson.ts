import { counted, decimals } from './quantity.ts';

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
  leakTest: {
    shared: (file: string) => `${file}, que mede o que sobra; é o mesmo em todas as lições`,
  },
  command: {
    label: (command: string) => `Comando: ${command}`,
  },
  recorded: {
    provenance: (name: string, date: string, runtime: string) => `Gravado em ${name}, em ${date}, com ${runtime}.`,
    tour: 'Cotação de fretes',
    node: (version: string) => `Node ${version.replace(/^v/, '')}`,
    go: (version: string) => `o gêmeo em Go ${version.replace(/^go/, '')}`,
    example: (title: string, profile: string, variant: 'original' | 'solution' | 'go') =>
      `${title}: ${profile}${{ original: '', solution: ', com a solução', go: ', em Go' }[variant]}`,
    open: 'Abrir esta visão',
    download: 'Baixar o perfil',
  },
  toy: {
    tree: 'Quanto cada função aloca, ela mesma',
    allocates: (name: string) => `Quanto ${name} aloca, em MB`,
    megabytes: (value: number) => `${decimals(value)} MB`,
    order: 'Ordenar por',
    caption: 'O que o top diria',
    function: 'função',
    first: (name: string, value: string) => `Em primeiro: ${name}, ${value}.`,
  },
  /** What stands in the drawings; `alt` tells the drawing to who does not see it. */
  figure: {
    heap: {
      alt: 'Duas raízes: o módulo e a pilha de chamadas. O módulo alcança o cache, e o cache alcança os pedidos 1 e 2: os três ficam. A pilha alcança o pedido atual, que fica enquanto a função roda. O pedido antigo ninguém alcança: será coletado.',
      module: 'módulo',
      root: 'raiz',
      stack: 'pilha',
      order: (number: number) => `pedido ${number}`,
      current: 'pedido atual',
      old: 'pedido antigo',
      unreachable: 'ninguém alcança: sai',
      caption: 'O coletor não pergunta quem ainda usa, e sim quem ainda alcança. Vazar é deixar uma seta esquecida.',
    },
    slicedString: {
      alt: 'A lista recentes guarda o pedaço trace, de poucos caracteres. O pedaço aponta, pelo campo parent, para o texto de 200 KB de onde foi cortado, e assim o segura inteiro.',
      list: 'lista',
      slice: '32 caracteres',
      parent: 'corpo da requisição',
      parentNote: '200 KB, que ninguém mais usa',
      caption: 'Um pedaço de 13 caracteres ou mais não é uma cópia: é uma janela sobre o texto inteiro.',
    },
    eventLoop: {
      alt: 'Uma fila de três tarefas prontas espera pela única thread de JavaScript, que roda uma de cada vez. O que espera por rede ou disco fica com o sistema, e volta para o fim da fila quando há resposta.',
      waiting: ['boleto', 'pedido', 'frete'],
      running: 'JavaScript',
      runningNote: 'um de cada vez',
      system: 'sistema',
      systemNote: 'rede, disco',
      asks: 'pede e não espera',
      answers: 'responde',
      caption: 'Há uma thread só. Enquanto uma função não devolve a vez, ninguém da fila é atendido.',
    },
    waiterQueue: {
      alt: 'A fila vive no módulo e aponta para cada espera. O cliente de cada uma já foi embora, mas a espera continua na fila, e segura os dados que trazia.',
      queue: 'fila',
      root: 'no módulo',
      waiter: 'espera',
      gone: 'cliente já saiu',
      payload: 'dados',
      caption:
        'Quem desiste tem de sair da fila. Se só deixa de esperar, a fila continua segurando o lugar e a bagagem dele.',
    },
    deferStack: {
      alt: 'À esquerda, fechar no fim da função: o arquivo 1, o 2, o 3 e todos os outros ficam abertos ao mesmo tempo até o laço acabar. À direita, fechar a cada volta: um arquivo aberto de cada vez.',
      perFunction: 'fecha no fim da função',
      perTurn: 'fecha a cada volta',
      file: (number: number) => `arquivo ${number}`,
      more: '… até o último',
      open: 'arquivo da vez',
      closed: 'os outros já fecharam',
      allAtOnce: 'todos abertos juntos',
      oneAtATime: 'um aberto por vez',
      caption: 'O fim da função é tarde demais quando a função tem um laço.',
    },
  },
  live: {
    unknown: '—',
    show: 'Mostrar os valores vivos',
    searching: 'Procurando um laboratório ligado…',
    from: (lab: string) => `Valores vivos do laboratório ${lab}, um por segundo.`,
    none: 'Nenhum laboratório ligado. Abra a bancada de um deles e inicie-o: os valores aparecem aqui sozinhos.',
    noWorkshop:
      'Valores vivos aparecem aqui quando a oficina roda na sua máquina (npm start) e um laboratório está ligado.',
    noSession: 'Abra a oficina pelo link que o terminal mostrou: sem ele esta página não alcança os laboratórios.',
  },
} as const;
