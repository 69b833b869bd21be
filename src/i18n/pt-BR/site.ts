import { count, counted } from './quantity.ts';

/** Words of the pages around the lessons: the split view, the rail of steps, the trail. */
export const site = {
  /** The nine steps of every lab lesson: the method, always in this order. Their names are the lesson's headings. */
  steps: ['Sintoma', 'Reproduza', 'Meça', 'Capture', 'Leia', 'Explique', 'Corrija', 'Prove', 'Previna'],
  rail: {
    label: 'Passos da lição',
    missing: (page: string, wanted: readonly string[], found: readonly string[]) =>
      `A lição ${page} precisa dos nove passos como títulos de nível 2, nesta ordem: ${wanted.join(' · ')}. ` +
      `Achei: ${found.join(' · ') || 'nenhum'}.`,
  },
  split: {
    open: 'Abrir bancada',
    /** Where there is little room only the first word is seen. */
    close: ['Fechar', 'bancada'],
    switch: 'O que mostrar',
    text: 'Texto',
    bench: 'Bancada',
    grip: 'Largura do texto (setas para mudar, Home e End para os limites)',
    loading: 'Montando a bancada…',
    failed: 'A bancada não carregou.',
    failedWhy:
      'O navegador não conseguiu buscar os arquivos dela: em geral a oficina foi encerrada ou atualizada com esta página aberta. Confira se o npm start ainda está rodando e recarregue a página.',
    withoutScript:
      'A bancada roda na sua máquina e precisa de JavaScript. Dá para ler a lição inteira sem ela e acompanhar pelo terminal:',
  },
  figure: {
    cycle: {
      ceiling: (mib: number) => `teto do heap: ${count(mib)} MiB`,
      crash: (requests: number) => `queda: ${counted(requests, 'requisição', 'requisições')}`,
      alternative: (ceilingMiB: number, crashes: readonly number[]) =>
        `Gráfico de linha. O heapUsed sobe sem parar até perto de ${count(ceilingMiB)} MiB e o processo cai aos ` +
        `${crashes.map((crash) => count(crash)).join(' e aos ')} segundos; depois de cada queda recomeça de baixo.`,
    },
    flame: {
      label: 'Um perfil como flame graph: cada função, com as que ela chamou abaixo dela',
      box: (name: string, value: string, share: number) => `${name}: ${value}, ${count(share)}%`,
    },
    report: (name: string) => `Relatório top: ${name}`,
    retainer: {
      label: 'Quem alocou e quem segura o mesmo objeto',
      allocated: 'Quem alocou',
      profileShows: 'A pilha de chamadas no instante da alocação. É o que o perfil mostra.',
      retains: 'Quem segura',
      collectorSees: 'O caminho de referências até o objeto. É o que o coletor de lixo vê.',
    },
  },
  dev: {
    ready: (startUrl: string) => `Oficina pronta. Abra por este link:\n\n  ${startUrl}\n`,
    restarting: (file: string) => `${file} mudou: reiniciando o servidor da oficina (o link muda junto)…`,
    died: (code: number | null) =>
      `O servidor da oficina parou (código ${code ?? 'nenhum'}). A causa está acima; ele volta sozinho quando um arquivo dele mudar.`,
  },
  progress: {
    did: 'Fiz o passo {step}',
    seen: '(a oficina viu)',
    done: 'feito',
    title: 'Seu progresso',
    about:
      'Fica na sua pasta de trabalho (ou neste navegador, quando não há oficina). Leve-o para outra máquina num arquivo.',
    count: '{done} de {all} passos',
    complete: 'concluída',
    resume: 'Continue: {lesson}',
    resumeAt: 'Continue: {lesson}, passo {step}',
    next: 'Próxima: {lesson}',
    export: 'Baixar progresso',
    import: 'Trazer de um arquivo…',
    imported: 'Pronto: o que estava no arquivo foi somado ao que você já tinha.',
    notImported: 'Este arquivo não é um progresso da oficina, ou está danificado. O seu continua como estava.',
    keptAside:
      'O arquivo do progresso estava danificado e foi guardado como {file}, na sua pasta de trabalho. Começamos um novo.',
  },
  trail: {
    start: 'Começar',
    startLesson: (title: string) => `Começar: ${title}`,
  },
} as const;
