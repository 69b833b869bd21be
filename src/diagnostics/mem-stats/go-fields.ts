/**
 * Go's `runtime.MemStats`, field by field, and what V8 or the system really says about the same thing. The one place
 * that knows: memstats, `readMemStats()`, the end of `heap?debug=1` and the page in the reference all come from it.
 */
import type { MemoryReading } from '../agent.ts';

/** What stands for a field of Go's here. The texts are Portuguese; backticks are code. */
export type Equivalent =
  | {
      /** `near`: not the same thing, and `note` says what the difference is. */
      readonly kind: 'same' | 'near';
      /** Where the number comes from. */
      readonly from: string;
      readonly note: string;
      read(reading: MemoryReading): number | boolean | readonly number[] | null;
    }
  | { readonly kind: 'none'; readonly why: string };

export interface GoField {
  readonly name: string;
  /** What it is in Go. */
  readonly inGo: string;
  readonly here: Equivalent;
}

const NS_A_MS = 1_000_000;

/** Where all that is told of collections comes from. */
const OBSERVED = 'PerformanceObserver, entradas gc, desde a primeira leitura';

const HEAP_ALLOC = {
  kind: 'same',
  from: 'v8.getHeapStatistics().used_heap_size',
  note: 'Como no Go, conta também o lixo que ainda não foi coletado. Buffers ficam fora do heap: veja `external` e `arrayBuffers`.',
  read: ({ heapUsed }: MemoryReading) => heapUsed,
} as const;

export const GO_FIELDS = [
  { name: 'Alloc', inGo: 'Bytes de objetos vivos no heap. O mesmo que `HeapAlloc`.', here: HEAP_ALLOC },
  {
    name: 'TotalAlloc',
    inGo: 'Bytes alocados no heap desde o início, coletados ou não.',
    here: {
      kind: 'same',
      from: 'v8.getHeapStatistics().total_allocated_bytes',
      note: 'A partir do Node 26; antes dele, nulo.',
      read: ({ allocated }: MemoryReading) => allocated,
    },
  },
  {
    name: 'Sys',
    inGo: 'Bytes de espaço virtual obtidos do sistema.',
    here: {
      kind: 'near',
      from: 'process.memoryUsage().rss',
      note: 'É a memória física do processo inteiro: todas as threads, código e bibliotecas. O espaço virtual do V8 diz pouco, porque ele reserva gigabytes que nunca usa.',
      read: ({ rss }: MemoryReading) => rss,
    },
  },
  {
    name: 'Lookups',
    inGo: 'Consultas de ponteiros feitas pelo runtime. Desde o Go 1.10, sempre 0.',
    here: { kind: 'none', why: 'É um contador interno do Go, que nem ele usa mais.' },
  },
  {
    name: 'Mallocs',
    inGo: 'Objetos alocados desde o início.',
    here: {
      kind: 'none',
      why: 'O V8 conta bytes, não objetos. O perfil `allocs`, com `alloc_objects`, dá uma estimativa.',
    },
  },
  {
    name: 'Frees',
    inGo: 'Objetos liberados desde o início.',
    here: { kind: 'none', why: 'Pela mesma razão: o coletor do V8 não conta os objetos que libera.' },
  },
  { name: 'HeapAlloc', inGo: 'Bytes de objetos no heap, vivos ou ainda não coletados.', here: HEAP_ALLOC },
  {
    name: 'HeapSys',
    inGo: 'Bytes que o heap obteve do sistema.',
    here: {
      kind: 'same',
      from: 'v8.getHeapStatistics().total_heap_size',
      note: 'As páginas que o V8 mantém comprometidas, cheias ou não.',
      read: ({ heapTotal }: MemoryReading) => heapTotal,
    },
  },
  {
    name: 'HeapIdle',
    inGo: 'Bytes em blocos do heap sem nenhum objeto.',
    here: {
      kind: 'near',
      from: 'v8.getHeapSpaceStatistics(), space_available_size',
      note: 'A soma do que cada espaço tem livre no que já é seu. O V8 devolve ao sistema as páginas que esvaziam, em vez de guardá-las; o que ele reaproveita é o espaço livre dentro de páginas em uso.',
      read: ({ heapSpaces }: MemoryReading) =>
        // What the new space may still grow by is counted as available too, but is nobody's memory yet.
        heapSpaces.reduce((sum, { available, size, used }) => sum + Math.min(available, Math.max(0, size - used)), 0),
    },
  },
  {
    name: 'HeapInuse',
    inGo: 'Bytes em blocos do heap com ao menos um objeto.',
    here: {
      kind: 'near',
      from: 'v8.getHeapStatistics().total_physical_size',
      note: 'As páginas do heap que estão mesmo na memória física. Alocar e largar muito deixa este número bem acima de `HeapAlloc`: é fragmentação.',
      read: ({ heapPhysical }: MemoryReading) => heapPhysical,
    },
  },
  {
    name: 'HeapReleased',
    inGo: 'Bytes do heap devolvidos ao sistema.',
    here: {
      kind: 'near',
      from: 'total_heap_size − total_physical_size',
      note: 'Comprometido pelo V8, mas sem memória física por trás. As páginas inteiras que ele devolve saem de `HeapSys` e não aparecem aqui.',
      read: ({ heapTotal, heapPhysical }: MemoryReading) => Math.max(0, heapTotal - heapPhysical),
    },
  },
  {
    name: 'HeapObjects',
    inGo: 'Objetos no heap.',
    here: {
      kind: 'none',
      why: 'Contar exige percorrer o heap inteiro. O perfil `heap`, com `inuse_objects`, dá uma estimativa, e um `heapsnapshot`, o número exato.',
    },
  },
  {
    name: 'StackInuse',
    inGo: 'Bytes nas pilhas das goroutines.',
    here: {
      kind: 'none',
      why: 'Não há pilhas de goroutines: uma função parada num `await` é um objeto do heap, já contado em `HeapAlloc`. O perfil `goroutine` diz quantas são.',
    },
  },
  {
    name: 'StackSys',
    inGo: 'Bytes de pilha obtidos do sistema.',
    here: {
      kind: 'near',
      from: 'VmStk de /proc/self/status',
      note: 'A pilha da thread principal; fora do Linux, nulo. Se ela cresce, há recursão funda, e não goroutines demais.',
      read: ({ stack }: MemoryReading) => stack,
    },
  },
  {
    name: 'MSpanInuse',
    inGo: 'Bytes das estruturas que descrevem blocos do heap.',
    here: { kind: 'none', why: 'O V8 guarda essa contabilidade no começo de cada página, já contada em `HeapSys`.' },
  },
  {
    name: 'MSpanSys',
    inGo: 'Bytes obtidos do sistema para essas estruturas.',
    here: { kind: 'none', why: 'Pela mesma razão.' },
  },
  {
    name: 'MCacheInuse',
    inGo: 'Bytes dos caches de alocação de cada processador.',
    here: {
      kind: 'none',
      why: 'Cada thread do Node tem o próprio heap e aloca direto nele: não há cache entre a thread e o heap.',
    },
  },
  {
    name: 'MCacheSys',
    inGo: 'Bytes obtidos do sistema para esses caches.',
    here: { kind: 'none', why: 'Pela mesma razão.' },
  },
  {
    name: 'BuckHashSys',
    inGo: 'Bytes das tabelas do próprio profiler.',
    here: {
      kind: 'none',
      why: 'O V8 não diz quanto as amostras ocupam. São cerca de 55 bytes cada, com um teto de 64 MB imposto pela Vazou.',
    },
  },
  {
    name: 'GCSys',
    inGo: 'Bytes dos metadados do coletor.',
    here: { kind: 'none', why: 'As marcas do coletor ficam dentro das páginas, já contadas em `HeapSys`.' },
  },
  {
    name: 'OtherSys',
    inGo: 'Bytes obtidos do sistema para o resto do runtime.',
    here: {
      kind: 'near',
      from: 'v8.getHeapStatistics().malloced_memory',
      note: 'O que o V8 pediu com malloc para si: compilador, analisador, tabelas. O resto do Node, como OpenSSL e libuv, não é contado por ninguém.',
      read: ({ malloced }: MemoryReading) => malloced,
    },
  },
  {
    name: 'NextGC',
    inGo: 'Tamanho do heap em que começa a próxima coleta.',
    here: {
      kind: 'none',
      why: 'O V8 recalcula esse limite o tempo todo e não o informa. O que ele informa é o teto, em `heapSizeLimit`.',
    },
  },
  {
    name: 'LastGC',
    inGo: 'Quando a última coleta terminou, em nanossegundos desde 1970; 0 se não houve nenhuma.',
    here: {
      kind: 'near',
      from: OBSERVED,
      note: 'De qualquer geração. As coletas são contadas desde a primeira leitura (há `gcObservedMs`), para que ninguém pague por isso antes de olhar. E o Node conta cada uma na volta seguinte do event loop: enquanto ele está preso, este número e os seguintes não andam.',
      read: ({ gc }: MemoryReading) => gc.lastEndNs,
    },
  },
  {
    name: 'PauseTotalNs',
    inGo: 'Nanossegundos parados por coletas, desde o início.',
    here: {
      kind: 'near',
      from: OBSERVED,
      note: 'Da thread principal, desde a primeira leitura. Soma também passos incrementais e finalizadores, que `gcPauses` separa.',
      read: ({ gc }: MemoryReading) => Object.values(gc.pauses).reduce((sum, { totalNs }) => sum + totalNs, 0),
    },
  },
  {
    name: 'PauseNs',
    inGo: 'As 256 últimas pausas, em círculo: a mais recente está em `(NumGC+255)%256`.',
    here: {
      kind: 'near',
      from: OBSERVED,
      note: 'Uma por coleta, de qualquer geração, desde a primeira leitura.',
      read: ({ gc }: MemoryReading) => gc.recentNs,
    },
  },
  {
    name: 'PauseEnd',
    inGo: 'Quando cada uma delas terminou, em nanossegundos desde 1970.',
    here: {
      kind: 'near',
      from: OBSERVED,
      note: 'Com precisão de um microssegundo, desde a primeira leitura.',
      read: ({ gc }: MemoryReading) => gc.recentEndNs,
    },
  },
  {
    name: 'NumGC',
    inGo: 'Coletas completas desde o início.',
    here: {
      kind: 'near',
      from: OBSERVED,
      note: 'Desde a primeira leitura. O coletor do V8 tem gerações, o do Go não: as coletas da geração nova, pequenas e frequentes, contam aqui. As completas são `gcPauses.major.count`.',
      read: ({ numGC }: MemoryReading) => numGC,
    },
  },
  {
    name: 'NumForcedGC',
    inGo: 'Coletas que o programa pediu.',
    here: {
      kind: 'near',
      from: OBSERVED,
      note: 'Desde a primeira leitura, com as que o diagnóstico pediu, que `diagnosticsGC` separa.',
      read: ({ numForcedGC }: MemoryReading) => numForcedGC,
    },
  },
  {
    name: 'GCCPUFraction',
    inGo: 'Fração do tempo de CPU disponível que a coleta usou, desde o início.',
    here: {
      kind: 'near',
      from: 'PauseTotalNs ÷ gcObservedMs',
      note: 'Só a thread principal, que é quem atende. O V8 também coleta em threads auxiliares, e não diz quanto.',
      read: ({ gc, gcObservedMs }: MemoryReading) => {
        const paused = Object.values(gc.pauses).reduce((sum, { totalNs }) => sum + totalNs, 0);
        return gcObservedMs > 0 ? paused / (gcObservedMs * NS_A_MS) : 0;
      },
    },
  },
  {
    name: 'EnableGC',
    inGo: 'Se o coletor está ligado. Sempre verdadeiro, mesmo com `GOGC=off`.',
    here: { kind: 'same', from: 'verdadeiro', note: 'O do V8 não se desliga.', read: () => true },
  },
  {
    name: 'DebugGC',
    inGo: 'Sem uso.',
    here: { kind: 'none', why: 'Nem o Go usa.' },
  },
  {
    name: 'BySize',
    inGo: 'Alocações por classe de tamanho.',
    here: {
      kind: 'none',
      why: 'O V8 não tem classes de tamanho. Ele divide o heap em espaços, pela idade e pelo tipo do que guardam: veja `heapSpaces`.',
    },
  },
] as const satisfies readonly GoField[];
