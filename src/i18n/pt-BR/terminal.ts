/** Words of the workbench's terminal, on the page and in what it prints itself. */
export const terminal = {
  loading: 'Carregando o terminal…',
  failed:
    'O terminal não carregou: o navegador não conseguiu buscar os arquivos dele. Confira se a oficina está no ar.',
  opening: 'Abrindo um terminal…',
  none: 'Nenhum terminal aberto. O botão + abre um.',
  tabs: 'Terminais',
  name: (number: number) => `Terminal ${number}`,
  screenLabel: (number: number) => `Terminal ${number}. Esc e depois Tab sai do terminal.`,
  place: 'Na pasta deste laboratório, com lab, pprof e curl',
  open: 'Abrir outro terminal',
  close: (number: number) => `Fechar o terminal ${number}`,
  closeMeaning: 'Fecha este terminal e encerra o que roda nele.',
  screenReader: 'Leitor de tela',
  screenReaderShort: 'Leitor',
  screenReaderMeaning: 'Deixa o texto do terminal ao alcance de um leitor de tela. Fica um pouco mais lento.',
  hint: 'Ctrl+C copia o que estiver selecionado; sem seleção, interrompe. Ctrl+V cola. Esc e depois Tab sai do terminal.',
  hintOnMac: '⌘C copia o que estiver selecionado, ⌘V cola; Ctrl+C interrompe. Esc e depois Tab sai do terminal.',
  tooMuchOutput: 'Saída longa demais para ler em voz alta. Ande pelas linhas do terminal para ler.',
  tabLeaves: 'Agora Tab sai do terminal, e Shift+Tab volta ao que vem antes dele.',
  standing: {
    starting:
      'O shell ainda está subindo: os arquivos de início dele (.bashrc, .zshrc) não terminaram. O que você digitar fica na fila.',
    reconnecting: 'A oficina não está respondendo. O terminal volta assim que ela responder.',
    taken: 'Este terminal está aberto em outra aba do navegador.',
    takeBack: 'Trazer para cá',
    ended: (code: number) => `O shell terminou${code === 0 ? '' : ` com o código ${code}`}.`,
    another: 'Abrir outro',
  },
  /** Of a command in a lesson. */
  run: {
    label: 'Rodar no terminal',
  },
  /** Printed by the terminal without a pseudoterminal. */
  lines: {
    title: 'Terminal em modo de linhas.',
    limits:
      'Cada linha roda como um comando: lab, curl e pprof funcionam; programas de tela cheia, como vim e top, e o completar com Tab, não.',
    noPty: (reason: string) =>
      `O módulo do terminal (node-pty) não funcionou neste computador: ${reason}. Rode “npm run doctor” na pasta da oficina para ver o que falta.`,
    wished: (variable: string) => `A variável ${variable} pede assim.`,
    noFolder: (folder: string) => `cd: não existe a pasta ${folder}`,
    failed: (code: number) => `(terminou com o código ${code})`,
    notStarted: (reason: string) => `Não deu para rodar este comando: ${reason}`,
  },
} as const;
