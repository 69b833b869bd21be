/** Words of the reference tables on the diagnostics: what each field of MemStats is here, and what each profiler costs. */
export const diagnosticsPages = {
  memStats: {
    label: 'Os campos de runtime.MemStats, na ordem do Go',
    inGo: 'No Go',
    here: 'Aqui',
    kinds: { same: 'igual', near: 'parecido', none: 'sem equivalente' },
  },
  cost: {
    label: 'O custo de cada perfil',
    caption: (at: string, node: string, cores: number) =>
      `Medido em ${at}, com Node ${node} e ${cores} núcleos. Entre parênteses, a metade central das medições.`,
    way: 'O que está ligado',
    cpu: 'CPU a mais por pedido',
    memory: 'Memória a mais',
    rate: 'Pedidos por segundo',
    ways: {
      bare: 'nada: o serviço puro',
      'bare-again': 'nada, em outro processo (o ruído)',
      idle: 'só importar: servidor e heap a cada 1 MiB',
      counting: 'o mesmo, depois de ler memstats uma vez',
      'heap-512k': 'heap a cada 512 KiB, como no Go',
      'heap-32k': 'heap a cada 32 KiB',
      'heap-128k': 'heap a cada 128 KiB, como nos laboratórios',
      'promises-128': 'promessas, 1 em 128',
      'promises-all': 'promessas, todas',
      'external-64k': 'external a cada 64 KiB',
      fd: 'arquivos e sockets',
      profile: 'enquanto grava profile',
      trace: 'enquanto grava trace',
    },
    times: (ratio: string) => `${ratio}×`,
    withinNoise: ', que não se distingue do ruído',
    range: (from: string, to: string) => `(${from} a ${to})`,
    reference: 'a referência',
  },
} as const;
