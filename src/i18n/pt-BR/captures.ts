/** Words of the captures of a lab's run. */
import { count, counted } from './quantity.ts';

export const captures = {
  capture: 'Capturar heap',
  captureOf: (kind: string) => `Capturar ${kind}`,
  capturing: 'Capturando…',
  recording: (seconds: number) => `Gravando: ${counted(seconds, 'segundo', 'segundos')}…`,
  needsLab: 'Inicie o laboratório para capturar.',
  choose: '',
  chooseLabel: 'Escolher o que capturar',
  seconds: (most: number) => `Segundos de gravação (até ${most})`,
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
} as const;
