/** Words of a trace's timeline. */
import { count, decimals } from './quantity.ts';

/** 0,42 → `420 µs`, 12,3 → `12,3 ms`, 2.500 → `2,5 s` */
function time(milliseconds: number): string {
  const size = Math.abs(milliseconds);
  if (size === 0) return '0 ms';
  if (size < 1) return `${count(milliseconds * 1_000)} µs`;
  return size < 1_000 ? `${decimals(milliseconds)} ms` : `${decimals(milliseconds / 1_000)} s`;
}

export const trace = {
  time,
  reading: 'Lendo o trace…',
  cancelled: 'Interrompido. O trace continua guardado: peça de novo quando quiser.',
  failure: {
    'too-large':
      'O trace passa de 256 MB, e o navegador não daria conta. Grave por menos tempo, ou baixe o arquivo e abra no Perfetto.',
    'no-trace': 'Isto não é um trace inteiro. Capture de novo; se continuar, baixe o arquivo e abra no Perfetto.',
    crashed: 'O leitor de traces não carregou ou ficou sem memória. Recarregue a página ou abra o arquivo no Perfetto.',
  },
  role: 'linha do tempo',
  label:
    'Linha do tempo do trace. Setas andam pelos intervalos, Enter aproxima um, mais e menos aproximam e afastam, zero mostra tudo. O botão Tabela soma o tempo por nome.',
  hint: (duration: number, events: number) =>
    `${time(duration)}, ${count(events)} eventos. Arraste para mover, role para aproximar.`,
  all: 'Ver tudo',
  empty: 'O trace não tem nada para desenhar: o processo ficou parado enquanto gravava. Mande carga e capture de novo.',
  nothingSelected: 'Aponte para um intervalo, ou ande com as setas, para ver o que é.',
  when: (length: string, start: string) => `${length}, a partir de ${start}`,
  cut: {
    begin: 'sem início: já corria quando a gravação começou',
    end: 'sem fim: ainda corria quando a gravação acabou',
  },
  perfetto:
    'O desenho deixa de fora promessas e ticks, que são milhares. O arquivo tem tudo: abra-o em ui.perfetto.dev ou chrome://tracing.',
  download: 'Baixar para o Perfetto',
  tracks: {
    requests: 'Pedidos HTTP',
    loop: 'Event loop (thread principal)',
    functions: 'Funções (amostras de CPU)',
    gc: 'Coleta de lixo',
  },
  table: {
    label: 'Tempo por nome',
    cut: (shown: string, all: string) => `Os ${shown} nomes que mais tempo tomaram, de ${all}.`,
    total: 'Total',
    count: 'Vezes',
    mean: 'Em média',
    longest: 'O mais longo',
    name: 'Nome',
    go: 'Ver o mais longo na linha do tempo',
  },
} as const;
