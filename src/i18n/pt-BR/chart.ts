/** Words of the chart of a lab's memory. */
import type { Mark } from '#lab/run.ts';
import { bytes, count } from './quantity.ts';

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

export const chart = {
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
  floor: 'piso do heap',
  beforeOf: (series: string) => `${series} antes`,
  events: 'Acontecimentos',
  empty: 'Sem leituras ainda. Inicie o laboratório e a memória dele aparece aqui.',
  summary: (heapUsed: string, rss: string) =>
    `Gráfico da memória do processo. Agora: heapUsed ${heapUsed} MiB, rss ${rss} MiB. O botão Tabela mostra os números.`,
} as const;
