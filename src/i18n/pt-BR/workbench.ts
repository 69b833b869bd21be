/** Words of the workbench: the tool beside the lessons. */
import type { LoadProgress, Mark, Variant } from '#lab/run.ts';
import { bytes, count, counted } from './quantity.ts';

const variant: Record<Variant, string> = {
  mine: 'Minha cópia',
  original: 'Original',
  solution: 'Solução',
  'wrong-fix': 'Correção errada',
};

/** No more exact than it is. */
function about(seconds: number): string {
  if (seconds < 90) return `${count(Math.max(5, Math.round(seconds / 5) * 5))} s`;
  return `${count(Math.round(seconds / 60))} min`;
}

const mark: Record<Mark['kind'], string> = {
  start: 'início',
  restart: 'reinício',
  fix: 'código novo',
  stop: 'parada',
  crash: 'queda',
  'load-start': 'carga',
  'load-end': 'fim da carga',
  gc: 'GC',
  capture: 'captura',
};

export const workbench = {
  variant,
  retry: 'Tentar de novo',
  dismiss: 'Fechar aviso',
  problem: {
    unreachable:
      'A oficina não respondeu: o npm start pode ter sido encerrado. Confira o terminal; quando ela voltar, repita a ação.',
    noWorkshop:
      'Quem respondeu não foi a oficina. Confira se a página foi aberta pelo link que o terminal mostrou e tente de novo.',
    unexpected: (detail: string) =>
      `Algo inesperado aconteceu nesta página (${detail}). Recarregue-a: o seu código e os rascunhos ficam guardados.`,
  },
  connection: {
    connecting: 'Chamando a oficina…',
    reconnecting:
      'A oficina não está respondendo. Tentando de novo sozinho: o que você digitou continua aqui, guardado neste navegador.',
    unreachableTitle: 'A oficina não está respondendo',
    unreachable:
      'Esta página está aberta, mas o processo que roda os laboratórios não responde. Inicie-o no terminal, na pasta do projeto; a bancada aparece assim que ele responder.',
    noSessionTitle: 'Abra pelo link que o terminal mostrou',
    noSession:
      'Esta aba não tem uma sessão válida: a oficina foi reiniciada, ou a página foi aberta sem o link. Abra de novo o link que o terminal mostrou ao iniciar. Seus rascunhos ficam guardados neste navegador.',
    staticTitle: 'Aqui dá para ler; para praticar, rode na sua máquina',
    static:
      'Este site foi publicado só como páginas. O laboratório é um processo Node.js de verdade e roda no seu computador: baixe o repositório e, na pasta dele, rode o comando abaixo.',
    refusedTitle: 'A oficina recusou esta página',
  },
  state: {
    stopped: 'Parado',
    starting: 'Iniciando…',
    ready: 'Rodando',
    stopping: 'Parando…',
    dead: 'Caiu',
  },
  controls: {
    title: 'Controles do laboratório',
    variant: 'Código',
    start: 'Iniciar',
    restart: 'Reiniciar',
    restartWith: (name: string) => `Reiniciar com: ${name}`,
    stop: 'Parar',
    gc: 'Forçar GC',
    gcShort: 'GC',
    gcRunning: 'Coletando…',
    gcMeaning:
      'Faz coletas de lixo completas: o que sobra no heap é o que alguém ainda segura. Serve para medir; não é conserto.',
    needsLab: 'Inicie o laboratório primeiro.',
  },
  load: {
    startBurst: (requests: number) => `Carga: ${counted(requests, 'requisição', 'requisições')}`,
    startBurstShort: (requests: number) => `Carga: ${count(requests)}`,
    start: 'Carga',
    endless: 'Carga contínua',
    endlessShort: 'Contínua',
    endlessMeaning: 'Envia requisições até você parar ou o processo morrer.',
    needsLab: 'Inicie o laboratório primeiro.',
    stop: 'Parar carga',
    stopShort: 'Parar',
    progress: 'Andamento da carga',
    figures: ({ sent, total, requestsPerSecond, failed }: LoadProgress) =>
      `${count(sent)}${total === null ? '' : ` de ${count(total)}`} · ${count(requestsPerSecond)}/s` +
      (failed > 0 ? ` · ${counted(failed, 'falha', 'falhas')}` : ''),
  },
  addresses: {
    service: 'Serviço',
    diagnostics: 'pprof',
    serviceAddress: 'o endereço do serviço',
    diagnosticsAddress: 'o endereço do pprof',
    routes: (routes: number) => `${count(routes)} rotas`,
  },
  copy: {
    label: (what: string) => `Copiar ${what}`,
    copied: 'Copiado',
    failed: 'O navegador não deixou copiar: selecione o texto e use Ctrl+C',
  },
  chart: {
    title: 'Memória do processo',
    group: 'O que o gráfico mostra',
    groups: {
      memory: 'Memória',
      spaces: 'Espaços do heap',
      open: 'Contagens',
      pauses: 'Pausas',
    },
    series: {
      heapUsed: 'heapUsed',
      external: 'external',
      arrayBuffers: 'arrayBuffers',
      rss: 'rss',
      oldSpace: 'old space',
      newSpace: 'new space',
      largeObjects: 'objetos grandes',
      otherSpaces: 'código e outros',
      promises: 'promessas',
      sockets: 'sockets',
      files: 'descritores',
      timers: 'timers',
      resources: 'recursos ativos',
      loopDelay: 'atraso do event loop',
      gcPause: 'pausa de GC',
    },
    meaning: {
      heapUsed:
        'Objetos JavaScript no heap do V8, vivos ou ainda não coletados. Cada anel é o que sobrou de um GC completo.',
      external: 'Memória de objetos C++ ligados a objetos JavaScript, Buffers incluídos.',
      arrayBuffers: 'Memória de ArrayBuffer e Buffer; já está contada em external.',
      rss: 'Tudo o que o processo ocupa na memória física, código e pilhas incluídos.',
      oldSpace: 'Objetos que sobreviveram a algumas coletas: é onde um vazamento se acumula.',
      newSpace: 'Objetos recém-criados; sobe e desce o tempo todo.',
      largeObjects: 'Objetos grandes demais para o V8 mover, como textos longos.',
      otherSpaces: 'Código compilado e o que o próprio V8 guarda.',
      promises: 'Funções async paradas num await: uma estimativa. Só nos laboratórios que observam promessas.',
      sockets: 'Conexões TCP abertas, das duas pontas.',
      files: 'Descritores de arquivo abertos, sockets incluídos, onde o sistema os lista.',
      timers: 'Timers que mantêm o processo vivo.',
      resources: 'Tudo o que mantém o event loop vivo (process.getActiveResourcesInfo).',
      loopDelay: 'O maior atraso do event loop desde a leitura anterior: quanto uma requisição pode ter esperado.',
      gcPause: 'A coleta de lixo mais demorada desde a leitura anterior.',
    },
    before: 'Antes',
    beforeMeaning: (variantName: string) =>
      `Sobrepõe, tracejado, o processo que rodava o código anterior (${variantName}), com o início da carga alinhado.`,
    pause: 'Pausar',
    pauseMeaning: 'Congela o gráfico neste instante. As leituras continuam, e voltam ao soltar.',
    trend: {
      pace: (bytesPerSecond: number) => `piso: +${bytes(bytesPerSecond * 60)}/min`,
      left: (secondsLeft: number) => `teto em cerca de ${about(secondsLeft)}`,
      meaning:
        'O piso é o que sobra depois de cada GC completo. A estimativa supõe que a carga continue igual; é uma linha reta, não uma promessa.',
    },
    pins: {
      label: 'Capturas, na hora em que foram feitas',
      title: (number: number, name: string, time: string) => `Captura ${number}: ${name}, ${time}`,
      how: 'Clique para abrir; escolha duas para comparar.',
    },
    ceiling: (mib: number) => `teto do heap: ${count(mib)} MiB`,
    mark,
    asTable: 'Tabela',
    tableLabel: 'Leituras de memória, da mais nova para a mais antiga',
    time: 'Hora',
    events: 'Acontecimentos',
    empty: 'Sem leituras ainda. Inicie o laboratório e a memória dele aparece aqui.',
    summary: (heapUsed: string, rss: string) =>
      `Gráfico da memória do processo. Agora: heapUsed ${heapUsed} MiB, rss ${rss} MiB. O botão Tabela mostra os números.`,
  },
  panels: {
    label: 'Ferramentas',
    code: 'Código',
    terminal: 'Terminal',
    profile: 'Perfil',
    retainers: 'Retentores',
    verdict: 'Veredito',
    unsaved: 'há alterações não salvas',
  },
  editor: {
    ariaLabel: 'Código do laboratório. Esc e depois Tab sai do editor.',
    loading: 'Carregando o editor…',
    failed:
      'O editor não carregou: o navegador não conseguiu buscar os arquivos dele. Confira se a oficina está no ar.',
    loadingFiles: 'Buscando os arquivos do laboratório…',
    noFiles: 'Este laboratório não tem arquivos para editar.',
    file: 'Arquivo',
    version: 'Versão',
    readOnly: 'Só para leitura: edite em Minha cópia.',
    save: 'Salvar',
    format: 'Formatar',
    undoReset: 'Desfazer',
    restartOnSave: 'Reiniciar ao salvar',
    restartOnSaveMeaning:
      'Quando a sua cópia está rodando e o arquivo é salvo sem erro de sintaxe, o laboratório reinicia com ela.',
    compare: {
      label: 'Comparar com',
      none: 'Comparar…',
      with: (name: string) => `↔ ${name}`,
      baseLabel: 'A versão com que se compara',
      textLabel: 'Código comparado. Esc e depois Tab sai do editor.',
    },
    suspect: {
      meaning: 'Seu suspeito: vai junto com o pedido de veredito.',
      is: (file: string, line: number) => `Suspeito: ${file}:${line}`,
      clear: 'Desmarcar o suspeito',
    },
    reset: 'Voltar ao original',
    resetQuestion: 'Trocar a sua versão pela original? A sua fica guardada numa cópia com data.',
    resetConfirm: 'Trocar',
    resetCancel: 'Cancelar',
    keptAs: (name: string) =>
      `A sua versão anterior ficou guardada como ${name}, na sua pasta de trabalho. Ctrl+Z aqui também a traz de volta.`,
    escapeHint: 'F9 marca a linha suspeita. Esc e depois Tab sai do editor.',
    tabLeaves: 'Agora Tab sai do editor, e Shift+Tab volta ao que vem antes dele.',
    status: {
      saving: 'Salvando…',
      soon: 'Alterado: salva assim que você parar de digitar',
      saved: 'Salvo',
      savedNotRunning: 'Salvo. O laboratório ainda roda a versão anterior: reinicie.',
      unsaved: 'Não salvo (rascunho guardado neste navegador)',
      unsavedNotKept: 'Não salvo, e este navegador não guarda rascunhos: salve antes de sair',
      conflict: 'O arquivo mudou no disco: escolha qual versão fica',
      failed: (why: string) => `Não deu para salvar. ${why}`,
    },
    conflict: {
      title: (name: string) => `${name} mudou no disco depois que você começou a editar.`,
      text: 'Talvez você o tenha salvado em outra aba ou em outro editor. Qual versão fica?',
      mine: 'A desta tela (grava por cima)',
      disk: 'A do disco (Ctrl+Z desfaz)',
    },
    solutionGuard: {
      title: 'Ver a solução?',
      text: 'Ela mostra a correção inteira, e isso não dá para desver. As dicas, na aba Veredito, vão um passo de cada vez.',
      show: 'Mostrar a solução',
      back: 'Voltar à minha cópia',
    },
  },
  captures: {
    capture: 'Capturar heap',
    captureOf: (kind: string) => `Capturar ${kind}`,
    capturing: 'Capturando…',
    recording: (seconds: number) => `Gravando: ${counted(seconds, 'segundo', 'segundos')}…`,
    needsLab: 'Inicie o laboratório para capturar.',
    choose: '',
    chooseLabel: 'Escolher o que capturar',
    seconds: 'Segundos de gravação',
    cost: (cost: string) => `Custo: ${cost}`,
    off: 'Desligado neste laboratório: a memória de fora do heap só se conta a quem a observa desde o início.',
    /** Each: when it is the right one, and what it costs the process. */
    kinds: {
      heap: {
        name: 'heap',
        use: 'Quando heapUsed sobe e não volta: quem alocou o que ainda está vivo.',
        cost: 'uma coleta de lixo, cerca de 1 ms por MB vivo.',
      },
      allocs: {
        name: 'allocs',
        use: 'Quando o coletor trabalha demais: tudo o que já foi alocado, vivo ou não.',
        cost: 'quase nada.',
      },
      goroutine: {
        name: 'goroutine',
        use: 'Quando algo espera e nunca termina: promessas pendentes, pela linha do await.',
        cost: 'uma coleta de lixo; observar, uns 10 µs por promessa.',
      },
      external: {
        name: 'external',
        use: 'Quando arrayBuffers cresce e o heap não: Buffers, pela linha que os criou.',
        cost: 'ler não custa nada; observar, menos de 1 µs por Buffer.',
      },
      fd: {
        name: 'fd',
        use: 'Quando aparece EMFILE ou conexões que ninguém fecha: arquivos e sockets abertos.',
        cost: 'alguns milissegundos.',
      },
      block: {
        name: 'block',
        use: 'Quando todas as respostas atrasam ao mesmo tempo: quem segurou o event loop.',
        cost: 'ler não custa nada; observar, até 1% de um núcleo.',
      },
      profile: {
        name: 'CPU',
        use: 'Quando o processador não para: em que linhas o tempo vai embora.',
        cost: 'CPU a mais enquanto grava: cerca de metade, se as requisições são minúsculas.',
      },
      trace: {
        name: 'trace',
        use: 'Quando a ordem importa: timers, pedidos, coletas e funções, numa linha do tempo.',
        cost: 'alto enquanto grava: cada evento é escrito. Poucos segundos bastam.',
      },
    },
    announced: 'Captura pronta.',
    manage: {
      title: (shown: string, captures: number) => `Capturas (${count(captures)}). Aberta: ${shown}`,
      compared: (base: string, shown: string) => `${base} → ${shown}`,
      text: 'Marque uma para abrir, ou duas para comparar: a mais antiga é a base. Elas ficam guardadas na sua pasta de trabalho.',
      list: 'Capturas, da mais nova para a mais antiga',
      facts: (profile: string, time: string, variantName: string, size: string) =>
        `${profile} · ${time} · ${variantName} · ${size}`,
      rename: 'Renomear',
      nameOf: (title: string) => `Nome de ${title}`,
      save: 'Guardar',
      cancel: 'Cancelar',
      download: (title: string) => `Baixar ${title}`,
      delete: 'Apagar',
      deleteOf: (title: string) => `Apagar ${title}`,
      deleteQuestion: (title: string) => `Apagar ${title}? O arquivo dela some da sua pasta de trabalho.`,
    },
    /** Beside the time of a capture that the dying process made itself. */
    atDeath: 'na queda',
    /** The judge's, of the process that it judged. */
    ofVerdict: { pass: 'do veredito que passou', fail: 'do veredito que não passou' },
  },
  profile: {
    empty: 'Nenhuma captura ainda.',
    emptyNext:
      'Inicie o laboratório, mande carga e capture. O botão já vem com o perfil de que este laboratório trata; a seta ao lado tem os outros.',
    loading: 'Buscando a captura…',
    wholePage: 'Abrir na página inteira',
    otherFile: 'O laboratório não tem este arquivo: ele é da plataforma ou de uma biblioteca.',
  },
  verdict: {
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
      noBefore:
        'Para ver o antes e o depois, julgue também a versão com a falha: volte ao original e peça um veredito.',
    },
    failed: 'Ainda não passou',
    unjudgedTitle: 'Não deu para julgar',
    of: (variantName: string, time: string) => `${variantName}, às ${time}.`,
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
        stalls: 'agora, do tempo da rodada',
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
      behaviour: 'a falha acabou, mas o serviço mudou. Veja a promessa quebrada acima e devolva esse comportamento.',
      cheating: 'tire o truque apontado acima e corrija a causa: a medida tem de melhorar sozinha.',
      fault:
        'inicie a sua cópia, mande carga e capture, durante ela, o perfil que a medida acima indica. Corrija quem está no topo.',
      diagnosis: 'volte ao perfil antes de mexer no código: quem está no topo, e o que isso quer dizer?',
      passed:
        'capture da versão corrigida o mesmo perfil que mostrou a falha e compare com o de antes. Depois leia o passo 9, Previna.',
      passedDiagnosis: 'leia o passo 9, Previna: o teste que separa encher de vazar.',
    },
  },
  diagnosis: {
    title: 'Seu diagnóstico',
    suspect: 'Suspeito',
    example: 'função ou linha: montar, server.ts:57',
    notALeak: 'Não é vazamento',
    how: 'Vai junto com o pedido e ganha nota à parte. No código, F9 ou um clique à esquerda do número marca a linha.',
  },
  hints: {
    title: 'Dicas',
    steps: ['Pergunta:', 'Ferramenta:', 'Região:', 'Correção:'],
    first: 'Quero uma dica',
    next: (step: string) => `Próxima dica (${step.replace(':', '').toLowerCase()})`,
    all: 'Essas eram todas. Se ainda travar, a solução está na aba Código.',
  },
} as const;
