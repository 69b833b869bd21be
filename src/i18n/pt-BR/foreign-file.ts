/** A file that is not a profile of pprof: what it is, and what to do with it. By the engine's name for its format. */

const WORDS: Readonly<Record<string, string>> = {
  legacy:
    'Isto é um perfil no formato antigo do pprof (do gperftools, ou de /debug/pprof com debug=1), que a Vazou não lê. Capture de novo sem debug=1; ou converta o que já tem com “go tool pprof -proto ARQUIVO > perfil.pb.gz” e abra o resultado.',
  'goroutine-dump':
    'Isto é a lista de goroutines em texto (debug=2), feita para ler. Para as visões, capture /debug/pprof/goroutine sem debug.',
  'perf-data':
    'Isto é um perf.data, do perf do Linux. Converta-o com “perf_to_profile -i perf.data -o perfil.pb.gz” (do projeto perf_data_converter) e abra o resultado.',
  jfr: 'Isto é uma gravação do Java Flight Recorder. Converta-a com o jfrconv, que vem com o async-profiler (“jfrconv -o pprof GRAVACAO.jfr perfil.pb.gz”), e abra o resultado.',
  collapsed:
    'Isto são pilhas em texto, uma por linha (“collapsed”, ou o formato raw do py-spy). Abra no speedscope; para abrir aqui, grave no formato do pprof, se a ferramenta o tiver.',
  speedscope:
    'Isto é um arquivo do speedscope (o py-spy também grava assim). Abra no speedscope; para abrir aqui, grave no formato do pprof, se a ferramenta o tiver.',
  cpuprofile:
    'Isto é um .cpuprofile do V8. Abra no DevTools do Chrome; para abrir aqui, capture o mesmo processo por /debug/pprof/profile, que grava no formato do pprof.',
  heapprofile:
    'Isto é um .heapprofile do V8. Abra no DevTools do Chrome; para abrir aqui, capture o mesmo processo por /debug/pprof/heap, que grava no formato do pprof.',
  heapsnapshot:
    'Isto é um heap snapshot do V8: diz quem segura o quê, e não é um perfil. Abra na página /pprof/ com um nome que acabe em .heapsnapshot, ou no terminal com “npm run retainers -- ARQUIVO”.',
  'chrome-trace':
    'Isto é um trace em JSON, com os eventos no tempo. Abra no Perfetto (ui.perfetto.dev) ou em chrome://tracing.',
  'go-trace': 'Isto é um trace de execução do Go. Abra com “go tool trace ARQUIVO”.',
  program: 'Isto é um programa, não um perfil dele. Abra o arquivo que o pprof gravou (.pb.gz).',
  page: 'Isto é uma página ou um desenho (HTML, SVG), não os dados de um perfil. Se veio de um endereço, confira o caminho: /debug/pprof/heap, sem “debug=1”.',
};

export const foreignFile = (format: string): string => WORDS[format] ?? format;
