/** O que o comando `pprof` diz. Os relatórios em si são os mesmos em qualquer língua. */
import { foreignFile } from './foreign-file.ts';

interface CommandHelp {
  readonly about: string;
  readonly usage: readonly string[];
}

const reportUsage = (name: string, cum: boolean): readonly string[] => [
  `${name} [n] [foco]* [-exclusão]*${cum ? ' [-cum]' : ''} >arquivo`,
  'n: no máximo n nós. foco e exclusão são expressões regulares.',
  ...(cum ? ['-cum ordena pelo valor acumulado.'] : []),
  '>arquivo guarda o relatório num arquivo.',
];
const listUsage = (name: string): readonly string[] => [
  `${name} função [foco]* [-exclusão]*`,
  'função: expressão regular com o nome da função.',
];

const commands: Readonly<Record<string, CommandHelp>> = {
  callgrind: { about: 'Grafo no formato do callgrind', usage: reportUsage('callgrind', false) },
  comments: { about: 'Todos os comentários do perfil', usage: [] },
  dot: { about: 'Grafo no formato DOT, do Graphviz', usage: reportUsage('dot', false) },
  kcachegrind: { about: 'Abre o relatório no KCachegrind', usage: reportUsage('kcachegrind', false) },
  list: { about: 'Código-fonte anotado das funções que casam com a expressão', usage: listUsage('list') },
  peek: {
    about: 'Quem chama e quem é chamado, das funções que casam com a expressão',
    usage: ['peek função', 'Mostra chamadores e chamados, sem cortar os pequenos.'],
  },
  proto: { about: 'O perfil, como protobuf comprimido', usage: [] },
  raw: { about: 'O perfil inteiro em texto', usage: [] },
  svg: { about: 'Desenho do grafo em SVG', usage: reportUsage('svg', false) },
  tags: {
    about: 'Todos os rótulos das amostras',
    usage: ['tags [foco]* [-exclusão]* >arquivo', 'Rótulos no formato chave:valor.'],
  },
  text: { about: 'As funções com os maiores valores', usage: reportUsage('text', true) },
  top: { about: 'As funções com os maiores valores', usage: reportUsage('top', true) },
  topproto: { about: 'As maiores funções, como protobuf comprimido', usage: [] },
  traces: { about: 'Todas as amostras, com suas pilhas', usage: [] },
  tree: { about: 'O grafo de chamadas em texto', usage: reportUsage('tree', true) },
  web: { about: 'Desenho do grafo no navegador', usage: reportUsage('web', false) },
  weblist: { about: 'Código-fonte anotado no navegador', usage: listUsage('weblist') },
};

const matching = 'Vale o nome da função, do arquivo ou do binário.';
const tagExamples = [
  'nome=valor limita a um rótulo.',
  'Números: 1kb, 1kb:10kb, memory=32mb:',
  'Textos: foo, foo.*bar, meu=foo.*bar',
];

/** First line: in the list. Others: in `help NAME`. */
const variables: Readonly<Record<string, readonly string[]>> = {
  output: ['Arquivo em que guardar o relatório'],
  call_tree: ['Árvore em vez de grafo', 'Uma função chamada por caminhos diferentes aparece separada.'],
  relative_percentages: ['Porcentagens do que os filtros deixam', 'Sem isso, são do perfil inteiro.'],
  unit: ['Unidade dos valores', 'minimum escolhe uma para o relatório; auto, uma para cada valor.'],
  compact_labels: ['Cabeçalho curto'],
  source_path: ['Onde procurar os arquivos-fonte'],
  trim_path: ['Prefixo a tirar dos caminhos dos arquivos-fonte'],
  mean: ['Média: o valor dividido pelo primeiro tipo de amostra'],
  sample_index: ['Tipo de amostra a mostrar (número ou nome)', 'Um perfil tem vários valores por amostra.'],
  divide_by: ['Divide todos os valores por um número'],
  normalize: ['Ajusta o perfil à escala da base'],
  sort: ['Ordem das linhas'],
  flat: ['Ordena pelo valor próprio'],
  cum: ['Ordena pelo valor acumulado'],
  tagroot: ['Rótulos que viram quadros na raiz da pilha', 'Chaves separadas por vírgula.'],
  tagleaf: ['Rótulos que viram quadros na folha da pilha', 'Chaves separadas por vírgula.'],
  drop_negative: ['Esconde diferenças negativas'],
  nodecount: ['Número máximo de nós', 'No desenho, uma linha pontilhada passa por nós que ficaram de fora.'],
  nodefraction: ['Esconde nós abaixo de <f>*total'],
  edgefraction: ['Esconde arestas abaixo de <f>*total'],
  trim: ['Respeita nodefraction, edgefraction e nodecount', 'false mostra o perfil inteiro.'],
  focus: ['Só amostras que passam por um nó que casa com a expressão', matching],
  ignore: ['Tira as amostras que passam por um nó que casa com a expressão', matching],
  prune_from: ['Tira o que está abaixo do quadro que casa com a expressão'],
  hide: ['Esconde os nós que casam com a expressão', matching],
  show: ['Só mostra os nós que casam com a expressão', matching],
  show_from: ['Tira os chamadores acima do quadro mais alto que casa com a expressão', matching],
  tagfocus: ['Só amostras com rótulo no intervalo ou que casa com a expressão', ...tagExamples],
  tagignore: ['Tira amostras com rótulo no intervalo ou que casa com a expressão', ...tagExamples],
  tagshow: ['Só considera os rótulos que casam com a expressão'],
  taghide: ['Esconde os rótulos que casam com a expressão'],
  noinlines: ['Conta as funções embutidas (inline) na função que as chama'],
  showcolumns: ['Mostra colunas ao lado das linhas'],
  granularity: ['O que é uma linha do relatório'],
  functions: ['Uma linha por função'],
  filefunctions: ['Uma linha por função e arquivo'],
  files: ['Uma linha por arquivo'],
  lines: ['Uma linha por linha do código-fonte'],
  addresses: ['Uma linha por endereço'],
};

const usageHead = `Uso:

  pprof <formato> [opções] <fonte>...   um relatório
  pprof [opções] <fonte>...             o modo interativo

Uma fonte é um arquivo, uma URL, host:porta (perfil de CPU) ou o nome de um laboratório que está rodando
(perfil da memória). Várias fontes são somadas.
`;

const sourceOptions: readonly (readonly [flag: string, what: string])[] = [
  ['-http=[host]:[porta]', 'mostra o perfil no navegador, com chamas, grafo e fonte; :0 usa uma porta livre'],
  ['-no_browser', 'com -http: só escreve o link, sem abrir o navegador'],
  ['-seconds=N', 'quanto tempo o servidor deve gravar'],
  ['-timeout=N', 'quantos segundos esperar pelo servidor'],
  ['-base=FONTE', 'perfil a subtrair'],
  ['-diff_base=FONTE', 'perfil com que comparar; 100% é ele'],
  ['-add_comment=TEXTO', 'comentário a guardar no perfil'],
  ['-inuse_space, -inuse_objects, -alloc_space, -alloc_objects', 'tipo de amostra de um perfil de memória'],
  ['-contentions, -total_delay, -mean_delay', 'tipo de amostra de um perfil de espera'],
  ['-lang=pt-BR|en', 'língua das mensagens'],
];

/** By the code of UsageError. */
const usageErrors: Readonly<Record<string, (subject: string) => string>> = {
  'http-with-format': (flag) =>
    `-http mostra tudo no navegador e não combina com um formato (${flag}). Use um ou outro.`,
  'http-address': (value) =>
    `"${value}" não serve para -http. Escreva host:porta, por exemplo -http=localhost:8080 ou -http=:0.`,
  'http-not-local': (value) =>
    `-http só atende nesta máquina, e ${value} a abriria para outras: a página também comanda os laboratórios. Use -http=localhost:8080; de outra máquina, um túnel (ssh -L).`,
  'no-browser-without-http': () => '-no_browser só faz sentido com -http.',
  'unknown-flag': (flag) => `A opção -${flag} não existe. "pprof -help" lista as que há.`,
  'missing-value': (flag) => `A opção -${flag} precisa de um valor: -${flag}=VALOR.`,
  'bad-value': (flag) => `O valor da opção -${flag} não serve. "pprof -help" explica o que ela espera.`,
  'several-formats': (flags) => `Só um formato por vez, e vieram vários: ${flags}. Escolha um.`,
  'several-choices': (flags) => `Estas opções se excluem: ${flags}. Escolha uma.`,
  'several-bases': () => 'Use -base ou -diff_base, não os dois.',
  'normalize-without-base': () =>
    '-normalize ajusta o perfil à escala de uma base, e não há base. Dê uma com -base=FONTE.',
  unsupported: (flag) =>
    `-${flag} precisa de um desmontador ou do Graphviz, que a Vazou não usa. Para desenhos há -svg, -dot e -web.`,
  'no-source': () =>
    'Falta dizer de onde vem o perfil: um arquivo, uma URL, host:porta ou um laboratório.\n"pprof -help" mostra exemplos.',
};

/** By the code of ProfileError. */
const profileErrors: Readonly<Record<string, string>> = {
  empty: 'o arquivo está vazio',
  'too-large': 'o perfil é grande demais depois de descomprimido',
  'bad-gzip': 'a compressão gzip está danificada; o arquivo foi copiado até o fim?',
  truncated: 'o arquivo acaba no meio; foi copiado até o fim?',
  'bad-wire-type': 'isto não é um perfil no formato profile.proto',
  'bad-varint': 'isto não é um perfil no formato profile.proto',
  'bad-string-table': 'a tabela de textos está danificada',
  'bad-string-index': 'um texto que o perfil usa não existe nele',
  concatenated: 'são dois perfis colados num arquivo só; dê cada um como uma fonte',
  'bad-id': 'há um item com id 0, que é reservado',
  'duplicate-id': 'dois itens têm o mesmo id',
  'missing-reference': 'o perfil aponta para um item que não está nele',
  'value-count': 'uma amostra tem mais ou menos valores do que o perfil tem tipos',
  'no-sample-type': 'o perfil não diz o que mede',
  incompatible: 'os perfis não medem a mesma coisa, então não dá para somar nem comparar',
  foreign: 'o arquivo é de outro formato',
  unrecognized: 'o formato é desconhecido',
};

/** By the code of OptionError; `detail` is pprof's own message. */
const optionErrors: Readonly<Record<string, (detail: string) => string>> = {
  'bad-regexp': (detail) => `A expressão regular não é válida: ${detail}`,
  'bad-sample-index': (detail) => `Este perfil não tem esse tipo de amostra: ${detail}`,
  'bad-option': (detail) => `O valor de uma opção não serve: ${detail}`,
  'no-samples': () => 'O perfil não tem amostras.',
  'no-match': (detail) => `Nenhuma função casa com a expressão: ${detail}`,
};

export const pprof = {
  /** For the `lang` of a page. */
  language: 'pt-BR',
  commands,
  variables,
  usageHead,
  usageFormats: 'Formatos (no máximo um):',
  usageCommands: 'Comandos:',
  usageOptions: 'Opções:',
  usageGroups: 'Grupos de opções (uma de cada grupo):',
  usageSources: 'Fontes:',
  sourceOptions,
  usageEnvironment: 'Variáveis de ambiente:\n    PPROF_TMPDIR     onde guardar os perfis buscados (senão, $HOME/pprof)',
  usageErrors,
  profileErrors,
  optionErrors,
  fetching: (url: string) => `Buscando o perfil em ${url}`,
  recording: (seconds: number) => `Aguarde... (${seconds}s)`,
  saved: (path: string) => `Perfil guardado em ${path}`,
  notSaved: (reason: string) => `Não foi possível guardar o perfil: ${reason}`,
  missingFile: (path: string, reason: string) =>
    reason === 'ENOENT'
      ? `Não achei o arquivo ${path}. Confira o nome e a pasta em que você está.`
      : `Não consegui ler ${path} (${reason}).`,
  labNotRunning: (slug: string) =>
    `O laboratório ${slug} não está rodando. Ligue-o em outro terminal com "npm run lab ${slug}" e repita o comando.`,
  unreachable: (url: string, reason: string) =>
    `Ninguém respondeu em ${url} (${reason}). O processo está rodando? A porta é essa?`,
  timedOut: (url: string, seconds: number) => `${url} não respondeu em ${seconds}s. Com -timeout=N você espera mais.`,
  refused: (url: string, status: string, body: string) => `${url} recusou: ${status}${body === '' ? '' : ` – ${body}`}`,
  foreign: foreignFile,
  malformed: (reason: string, detail: string) => `Não é um perfil que dê para abrir: ${reason}.\n  (${detail})`,
  ignoredFlag: (flag: string) => `A opção -${flag} não faz diferença aqui: a Vazou não lê binários.`,
  writing: (path: string) => `Gravando o relatório em ${path}`,
  notWritten: (path: string, reason: string) => `Não consegui gravar ${path} (${reason}).`,
  serving: (url: string) => `Abra este link no navegador:\n\n  ${url}\n\nO link é só seu. Ctrl-C encerra.`,
  otherPort: (asked: number, port: number) => `Não deu para usar a porta ${asked}: a página fica na ${port}.`,
  portRefused: (port: number, reason: string) =>
    reason === 'EACCES'
      ? `O sistema não deixa abrir a porta ${port} (${reason}). Escolha uma acima de 1023, ou -http=:0 para uma livre.`
      : `Nem a porta ${port} nem as seguintes estão livres (${reason}). Escolha outra, ou -http=:0 para uma livre.`,
  servingEnded: 'Encerrado.',
  opening: (path: string) => `Abrindo ${path}. Se nada aparecer, abra esse arquivo no navegador.`,
  noViewer: (program: string, path: string) => `Não achei o programa ${program}. O relatório está em ${path}.`,
  entering: 'Modo interativo ("help" lista os comandos; "o", as opções; Tab completa)',
  noSamples: 'Não há amostras do tipo padrão deste perfil.\nEscolha outro tipo com "sample_index".',
  needsValue: (name: string) => `Diga um valor, por exemplo ${name}=VALOR`,
  needsParameter: (name: string) => `O comando ${name} precisa de uma expressão regular, por exemplo: ${name} main`,
  didYouMean: (name: string, value: string) => `Você quis dizer ${name}=${value}?`,
  unknownCommand: (name: string) => `Não conheço o comando "${name}". "help" lista os que há.`,
  unknownTopic: (name: string) => `Não há ajuda sobre "${name}". "help" lista os comandos e as opções.`,
  missingFileName: 'Falta o nome do arquivo depois do ">".',
  badAssignment: (detail: string) => `Esse valor não serve: ${detail}`,
  unsupported: (name: string) => usageErrors['unsupported']!(name).replace('-', ''),
  clearHelp: 'Limpa focus, ignore, hide, tagfocus e tagignore',
  optionsHelp: 'As opções e seus valores',
  quitHelp: 'Sai do pprof',
  moreHelp: 'help COMANDO ou help OPÇÃO diz mais',
  usageLabel: 'Uso:',
  unexpected: (detail: string) => `Isto não devia acontecer; é um defeito da Vazou. Conte a quem a mantém:\n${detail}`,
  sourceTitle: 'Código-fonte',
  totalLabel: 'Total',
};
