import { counted } from './quantity.ts';

/** Words of the page for any profile, around the views themselves. */
export const pprofPage = {
  title: 'Ver um perfil',
  description: 'Abre qualquer perfil do pprof no navegador: de Node.js, de Go e de outras ferramentas.',
  withoutScript: 'Esta página precisa de JavaScript. No terminal, “npm run pprof -- ARQUIVO” mostra o mesmo perfil.',
  loading: 'Carregando…',
  fetching: 'Buscando o perfil…',
  another: 'Abrir outro',
  dropHere: 'Solte o perfil aqui',
  onlyOne: (name: string) =>
    `Um arquivo por vez: foi aberto ${name}. Para comparar com outro, escolha-o em “Comparar”.`,
  file: {
    title: 'Abra um perfil',
    text: 'Arraste um arquivo para esta página ou escolha um. Vale qualquer um que o pprof leia (.pb.gz, .pprof), de Node.js, de Go ou de outra ferramenta; e um .heapsnapshot, que diz quem segura o quê. Ele é lido aqui no navegador e não sai da sua máquina.',
    choose: 'Escolher arquivo…',
  },
  remote: {
    title: 'Um processo desta máquina',
    text: 'O endereço de um /debug/pprof que responde em 127.0.0.1. A oficina busca o perfil por você.',
    url: 'Endereço',
    seconds: 'Segundos de gravação (até 60)',
    secondsPlaceholder: 'sem',
    fetch: 'Buscar',
    fetching: (seconds: number) =>
      seconds > 0 ? `Gravando por ${counted(seconds, 'segundo', 'segundos')}…` : 'Buscando o perfil…',
    arrived: (name: string) => `O perfil ${name} chegou e está em “Recentes e exemplos”: use “Abrir outro”.`,
  },
  labs: {
    title: 'Um laboratório',
    text: 'Capture agora ou abra uma captura já feita.',
    captured: (capture: string, lab: string) =>
      `A captura ${capture} está pronta, na lista do laboratório ${lab}: use “Abrir outro”.`,
    none: 'Nenhum laboratório está rodando. Inicie um na bancada da lição e volte aqui.',
  },
  recents: {
    title: 'Recentes e exemplos',
    none: 'O que você abrir fica guardado neste navegador e aparece aqui.',
    facts: (time: string, size: string) => `${time} · ${size}`,
    remove: (name: string) => `Tirar ${name} dos recentes`,
  },
  offered: { profile: 'da linha de comando', base: 'da linha de comando, para comparar' },
  example: 'exemplo gravado',
  compare: {
    text: 'O perfil de antes: o que está aberto é o de depois.',
    file: 'Escolher arquivo…',
  },
  noSession: 'Só com uma sessão da oficina: abra o link que o terminal mostrou no npm start e volte a esta página.',
  noWorkshop:
    'Só na sua máquina: este site foi publicado como páginas soltas, e quem busca perfis é a oficina. Rode npm start no projeto.',
  problem: {
    forgotten:
      'Este endereço aponta para um arquivo que este navegador não guarda mais. Abra o arquivo de novo: o resto do endereço vale.',
    noCapture: (lab: string) =>
      `O laboratório ${lab} não tem esta captura: a oficina guarda só as mais recentes de cada execução. Capture de novo.`,
    badAddress: 'O endereço desta página não diz um perfil que exista. Escolha um abaixo.',
    notArrived: (name: string, why: string) => `O que foi pedido antes (${name}) não veio. ${why}`,
    exampleMissing: 'O exemplo não carregou. Recarregue a página e tente de novo.',
  },
} as const;
