/** What the diagnostics tell people. The texts that `net/http/pprof` has for the same case stay Go's, in English. */
export const words = {
  listening: (address: string) => `perfis em ${address}`,
  movedOn: (wished: number, address: string) => `a porta ${wished} está ocupada; perfis em ${address}`,
  portTaken: (port: number) =>
    `a porta ${port}, pedida em VAZOU_DEBUG_PORT, está ocupada ou não é permitida, então este processo segue sem /debug/pprof. Feche quem a usa ou escolha outra.`,
  noFreePort: (first: number) =>
    `não achei porta livre a partir da ${first}, então este processo segue sem /debug/pprof. Escolha uma em VAZOU_DEBUG_PORT.`,
  badPort: (value: string) =>
    `VAZOU_DEBUG_PORT=${JSON.stringify(value)} não é uma porta (0 a 65535), então este processo segue sem /debug/pprof.`,
  badHost: (value: string) =>
    `VAZOU_DEBUG_HOST=${JSON.stringify(value)} não é um endereço IP, então este processo segue sem /debug/pprof.`,
  exposedWithoutToken: (host: string, min: number) =>
    `VAZOU_DEBUG_HOST=${host} abre os perfis para outras máquinas, e isso só com um segredo em VAZOU_DEBUG_TOKEN (${min} caracteres ou mais). Este processo segue sem /debug/pprof.`,
  shortToken: (min: number) =>
    `VAZOU_DEBUG_TOKEN tem menos de ${min} caracteres, então este processo segue sem /debug/pprof. Um bom segredo: openssl rand -hex 16.`,
  noToken:
    'Estes perfis pedem o segredo de VAZOU_DEBUG_TOKEN: mande "Authorization: Bearer <segredo>" ou acrescente ?token=<segredo>.',
  ending: 'O programa está terminando, e este perfil não pode mais ser tirado.',
  badInterval: (value: string, min: number, used: number) =>
    `VAZOU_HEAP_INTERVAL=${JSON.stringify(value)} não é um intervalo em bytes (${min} ou mais); uso ${used}.`,
  workerDied: (reason: string) =>
    `o servidor de diagnóstico parou (${reason}). O programa segue, mas sem /debug/pprof até reiniciar.`,
  stuck: (seconds: number) =>
    `A thread principal não respondeu em ${seconds} s: está presa numa chamada nativa (execSync, uma leitura síncrona, um sort enorme), que nem o inspetor interrompe. Tente de novo quando ela voltar.`,
  earlyProfile: (percent: number, path: string) =>
    `o heap passou de ${percent} % do teto. Por precaução, guardei um perfil em ${path}`,
  lastProfile: (path: string) => `o heap chegou ao teto. Último perfil antes da queda: ${path}`,
  lastSnapshot: (path: string) => `heap snapshot antes da queda: ${path}`,
  noLastProfile: (path: string, reason: string) =>
    `não consegui deixar um último perfil em ${path} (VAZOU_DEATH_DIR): ${reason}`,
  failed: (reason: string) => `O diagnóstico falhou: ${reason}`,
  noHeapProfiler: (reason: string) =>
    `O profiler de heap não pôde ser ligado neste processo: ${reason}. Rode com o Node da oficina (npm run doctor mostra qual é).`,
  onlyInUse: `Só inuse_*: contar o que já foi coletado (alloc_*) pede o Node 26, e este é o ${process.version}.`,
  inUseSince: (since: Date) =>
    `inuse_* conta o que foi alocado desde ${since.toISOString()}: para não crescer sem fim, o profiler recomeçou ali. alloc_* conta desde o início do processo.`,
  cpuStoppedElsewhere: 'Outra parte do programa parou o perfil de CPU antes do tempo. Peça de novo.',
  externalOff: `O perfil external está desligado neste processo, porque envolve as funções que criam Buffers. Para ligar, comece o programa com VAZOU_EXTERNAL_INTERVAL=65536 (bytes entre amostras).`,
  badExternalInterval: (value: string) =>
    `VAZOU_EXTERNAL_INTERVAL=${JSON.stringify(value)} não é um intervalo em bytes (1 ou mais); o perfil external fica desligado.`,
  goroutineOff:
    'O perfil goroutine está desligado neste processo, porque observar cada promessa tem custo. Para ligar, comece o programa com VAZOU_PROMISE_INTERVAL=1 (todas) ou 128 (uma a cada 128, em produção). Sem reiniciar: goroutine?seconds=5 observa durante 5 segundos e mostra o que nasceu neles e ainda espera.',
  badPromiseInterval: (value: string) =>
    `VAZOU_PROMISE_INTERVAL=${JSON.stringify(value)} não é um número de promessas entre amostras (1 a 1000000); o perfil goroutine fica desligado.`,
  sampledPromises: (interval: number) =>
    `Uma amostra a cada ${interval} promessas, em média: os números são estimativas.`,
  missedPromises: (missed: number) =>
    `${missed} promessas ficaram de fora, porque nasceram aos milhares numa só volta do event loop.`,
  moreBlocks: (more: number) => `e mais ${more}, que não cabem aqui: veja debug=1.`,
  customProfile: {
    what: 'Perfil do próprio programa (<code>new Profile</code>): o que ele registrou e ainda não retirou, por quem registrou.',
    cost: 'Quase nada.',
    safe: { level: 'yes' },
  },
  labelsCut: 'Os rótulos mudaram vezes demais: parte das amostras ficou sem eles. Grave por menos tempo.',
  eachWaitIsOne: 'Cada função suspensa num await conta uma vez.',
  blockOff:
    'O perfil block está desligado neste processo, porque vigiar o event loop acorda o processo umas 80 vezes por segundo. Para ligar, comece o programa com VAZOU_BLOCK_THRESHOLD=50 (milissegundos de atraso que contam como parada).',
  badBlockThreshold: (value: string, min: number) =>
    `VAZOU_BLOCK_THRESHOLD=${JSON.stringify(value)} não é um tempo em milissegundos (${min} ou mais); o perfil block fica desligado.`,
  blockThreshold: (ms: number) => `Conta como parada o event loop atrasar ${ms} ms ou mais.`,
  blockNotBegun:
    'O event loop ainda não deu a primeira volta: o que roda antes dela é a partida do programa, e não conta como parada.',
  snapshotBusy: 'Já há um heapsnapshot em andamento. Peça de novo quando ele terminar.',
  fdOff:
    'Só contados por tipo. Para saber quem abriu cada um, comece o programa com VAZOU_FD=1, que envolve as funções que abrem arquivos.',
  fdOn: 'Quem abriu é conhecido do que passou por fs, net e tls desde o início; do resto, só o tipo.',
  fdNoList: 'Este sistema não lista os descritores de um processo: aqui está só o que se viu abrir.',
  kinds: {
    file: 'arquivos',
    socket: 'sockets',
    pipe: 'pipes',
    device: 'dispositivos',
    other: 'do sistema: epoll, eventfd…',
  },
  thread: (id: number, name: string) => (name === '' ? `thread ${id}` : `thread ${id}, ${JSON.stringify(name)}`),
  threadsSeen:
    'As threads que a principal criou e que ainda rodam. As que um worker criou por conta própria não aparecem.',
  /** Names of frames. */
  unknownOpener: '(quem abriu não é conhecido)',
  accepted: '(conexão aceita)',
  noStack: '(sem pilha)',
  /** Name of a row in Perfetto. */
  traceSamples: 'JavaScript (amostras de CPU)',
  traceWithoutSamples:
    'Sem as funções que rodaram: outra parte do programa estava gravando um perfil de CPU ao mesmo tempo.',
  traceTooLong: (max: number) => `Um trace grava no máximo ${max} segundos: são alguns MB a cada um.`,
  traceStoppedElsewhere: 'Outra parte do programa parou o trace antes do tempo. Peça de novo.',
  /** Names of frames. */
  unseenStall: '(sem JavaScript na pilha: código nativo ou máquina ocupada)',
  nativeStall: '(chamada nativa, que acabou pouco antes desta linha)',
  ownStall: '(vazou/diagnostics)',
  arrayBuffers: (size: string) => `arrayBuffers do processo inteiro: ${size}`,
  noMutex:
    'Vazio de propósito: cada thread do Node tem o seu próprio heap, e nenhuma espera por um mutex de JavaScript. Para paradas do event loop, grave /debug/pprof/profile.',
  noAddresses: 'O V8 não informa endereços: no lugar deles está o número da função neste perfil.',
  /** In place of a number that Go has and V8 has not. */
  noEquivalent: 'sem equivalente',
  onlyGet: 'Aqui só se lê: use GET ou HEAD.',
  foreignHost:
    'Por segurança, os perfis só respondem pelo endereço desta máquina. Use http://127.0.0.1 com a mesma porta.',
  foreignPage: 'Por segurança, uma página de outro endereço não pode pedir perfis. Abra este endereço numa aba.',
  elsewhere: 'Aqui não há nada. Os perfis ficam em /debug/pprof/.',
  profiles: {
    allocs: {
      what: 'As mesmas medidas de <a href="heap?debug=1">heap</a>, mostrando primeiro tudo o que foi alocado desde o início (<i>alloc_space</i>). É o perfil de quem dá trabalho ao coletor.',
      cost: 'O mesmo de heap.',
      safe: { level: 'yes' },
    },
    heap: {
      what: 'Memória viva no heap do V8, por função que a alocou (<i>inuse</i>), e tudo o que já foi alocado desde o início (<i>alloc</i>). É o perfil para achar vazamentos.',
      cost: 'Uma coleta de lixo completa: algo como 1 ms por MB vivo. A contagem é a da última leitura.',
      safe: { level: 'yes' },
    },
    cmdline: {
      what: 'A linha de comando do processo, com as palavras separadas por NUL.',
      cost: 'Nada.',
      safe: { level: 'yes', why: 'se não há senhas nos argumentos' },
    },
    mutex: {
      what: 'Vazio, porque o Node não tem mutex de JavaScript; existe para as ferramentas que o pedem.',
      cost: 'Nada.',
      safe: { level: 'yes' },
    },
    symbol: {
      what: 'Existe para as ferramentas que o pedem: os perfis do V8 já trazem os nomes, e não há endereços a traduzir.',
      cost: 'Nada.',
      safe: { level: 'yes' },
    },
    external: {
      what: 'Memória fora do heap do V8 (Buffers e ArrayBuffers), pela linha que a alocou. É o perfil para quando <i>arrayBuffers</i> cresce e o heap não.',
      cost: 'Pedir não custa nada. Ligado (<code>VAZOU_EXTERNAL_INTERVAL</code>), 0,1 a 0,25 µs a cada Buffer e 12 µs a cada amostra.',
      safe: { level: 'care', why: 'só enquanto investiga, porque os construtores globais ficam envolvidos' },
    },
    goroutine: {
      what: 'Promessas pendentes: as funções paradas num <i>await</i>, pela linha exata e há quanto tempo. É o que o perfil goroutine é para o Go. Com <a href="goroutine?debug=2">debug=2</a>, uma a uma.',
      cost: 'Uma coleta de lixo completa. Ligado (<code>VAZOU_PROMISE_INTERVAL</code>), uns 10 µs a cada amostra.',
      safe: {
        level: 'care',
        why: 'com 128 promessas ou mais entre amostras, ou <code>seconds</code> só enquanto investiga',
      },
    },
    block: {
      what: 'Paradas do event loop: quantas vezes e por quanto tempo o programa ficou sem atender ninguém, pela pilha que o segurou.',
      cost: 'Pedir não custa nada. Ligado (<code>VAZOU_BLOCK_THRESHOLD</code>), até 1% de um núcleo com o processo parado e quase nada sob carga; durante uma parada, uma interrupção de 0,5 ms de vez em quando.',
      safe: { level: 'yes' },
    },
    trace: {
      what: 'O que aconteceu, em ordem, durante <code>seconds</code> segundos (1 se não disser): voltas do event loop, timers, requisições, coletas de lixo e as funções que rodaram. Abra o arquivo em <i>ui.perfetto.dev</i> ou <i>chrome://tracing</i>.',
      cost: 'Caro enquanto grava, porque cada evento é escrito: alguns MB por segundo de tráfego, e várias vezes mais CPU por requisição.',
      safe: { level: 'care', why: 'por poucos segundos' },
    },
    threadcreate: {
      what: 'As threads (workers) que rodam, pela linha que as criou.',
      cost: 'Cerca de 1 ms.',
      safe: { level: 'yes' },
    },
    fd: {
      what: 'Arquivos e sockets abertos, pela linha que os abriu. É o perfil para <i>EMFILE</i> e para conexões que ninguém fecha.',
      cost: 'Alguns ms. Ligado (<code>VAZOU_FD=1</code>), 12 µs a cada abertura; desligado, conta só por tipo.',
      safe: { level: 'yes', why: 'ligado, as funções de <code>fs</code> que abrem e fecham arquivos ficam envolvidas' },
    },
    heapsnapshot: {
      what: 'Todos os objetos do heap e quem segura cada um. Grava um arquivo que o DevTools do Chrome (Memory) abre. É o que responde <i>quem retém</i>.',
      cost: 'O programa para enquanto grava: 0,2 s com 70 mil objetos, 5 s com 2 milhões, e a memória pode mais que dobrar.',
      safe: { level: 'no', why: 'só em último caso, e o arquivo tem os dados do programa, senhas inclusive' },
    },
    memstats: (most: number) => ({
      what: 'Contadores de memória do processo, em JSON: os de <code>runtime.MemStats</code> do Go e os do V8, com os espaços do heap e as pausas do coletor.',
      cost: `Cerca de 1 ms; a primeira leitura liga a contagem das coletas. Com <code>gc=1</code>, de duas a ${most} coletas completas, até que uma não libere quase nada.`,
      safe: { level: 'yes' as const, why: 'sem <code>gc=1</code>' },
    }),
    profile: {
      what: 'Onde o tempo de CPU é gasto, linha por linha, durante <code>seconds</code> segundos (30 se não disser). <i>wall</i> é o tempo de relógio, com a espera junto.',
      cost: 'Enquanto grava, uma amostra por ms: cerca de metade a mais de CPU com requisições minúsculas, em proporção menos com as que trabalham mais. Ao começar, o código otimizado é refeito uma vez.',
      safe: { level: 'yes', why: 'por alguns segundos' },
    },
  },
  index: {
    subject: (program: string, pid: number, node: string) =>
      `Programa <b>${program}</b>, processo ${pid}, Node ${node}.`,
    profiles: 'Perfis',
    name: 'Perfil',
    count: 'Contagem',
    noCount: 'Desligado, ainda não lido, ou caro de contar',
    what: 'O que mostra',
    cost: 'Quanto custa',
    safe: 'Seguro em produção?',
    safety: { yes: 'Sim', care: 'Com cuidado', no: 'Não' },
    fullDump: '(as promessas pendentes, uma a uma)',
    parameters: 'Parâmetros',
    parameterList: [
      ['debug=1', 'texto para ler aqui mesmo; sem ele, o arquivo que as ferramentas leem'],
      ['gc=1', 'coleta o lixo antes de ler (heap e memstats)'],
      ['seconds=5', 'o que mudou nesses segundos; em profile e trace, por quanto tempo gravar'],
    ],
    tools: 'No terminal',
  },
} as const;
