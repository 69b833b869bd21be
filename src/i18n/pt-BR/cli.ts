/** What `npm run lab` prints. */
import type { VerdictStep } from '#lab/judgement.ts';
import type { LoadProgress, MemorySample } from '#lab/run.ts';
import { lab } from './lab.ts';
import { labsCheck, labsNew } from './labs-check.ts';
import { bytes, count, counted } from './quantity.ts';

const usage = `Uso: npm run lab <laboratório> -- [opções]

  --load            envia carga sem parar, desde o início, até você sair ou o processo cair
  --solution        roda a solução em vez do seu código
  --check           julga o código: sai com 0 se passou e com 1 se não
  --suspect=NOME    com --check: a função (ou arquivo:linha) que você acha que é a causa
  --not-a-leak      com --check: a sua resposta é que não há vazamento
  --port=N          porta do serviço (8080, ou a próxima livre)
  --debug-port=N    porta do diagnóstico (6060, ou a próxima livre)
  --no-tty          linhas simples, sem teclas, para usar em scripts
  --help            esta ajuda

Sem nome, lista os laboratórios. O "--" separa as opções do laboratório das do npm.`;

const keys: readonly (readonly [key: string, what: string])[] = [
  ['c', 'carga'],
  ['s', 'carga sem parar'],
  ['g', 'GC'],
  ['p', 'perfil'],
  ['r', 'reiniciar'],
  ['q', 'sair'],
];

function memory(sample: MemorySample, ceilingMiB: number, load: LoadProgress | null): string {
  // By importance, for a narrow terminal cuts the end.
  return [
    `heap ${bytes(sample.heapUsed)} de ${count(ceilingMiB)}`,
    ...(load === null ? [] : [progress(load)]),
    `RSS ${bytes(sample.rss)}`,
    `externa ${bytes(sample.external)}`,
    `ArrayBuffers ${bytes(sample.arrayBuffers)}`,
  ].join(' · ');
}

function progress({ sent, failed, total, requestsPerSecond }: LoadProgress): string {
  const of = total === null ? '' : ` de ${count(total)}`;
  const failures = failed === 0 ? '' : `, ${counted(failed, 'falha', 'falhas')}`;
  return `carga ${count(sent)}${of} (${count(requestsPerSecond)}/s${failures})`;
}

export const cli = {
  labsCheck,
  labsNew,
  diagnosticsPack: {
    done: (file: string) => `Pronto: ${file}

Na pasta do seu serviço:

  npm install ${file}
  node --import vazou/diagnostics app.js
`,
  },
  lab: {
    usage,
    keys,
    listTitle: 'Laboratórios:',
    listHint: (slug: string) => `Para começar: npm run lab ${slug}`,
    noLabs: 'Nenhum laboratório encontrado na pasta labs/. Confira se o repositório está completo.',
    unknownLab: (name: string, nearest: string | undefined) =>
      nearest === undefined
        ? `Não existe laboratório "${name}". "npm run lab" mostra os que há.`
        : `Não existe laboratório "${name}". Você quis dizer "${nearest}"? Rode: npm run lab ${nearest}`,
    unknownOption: (option: string) => `A opção ${option} não existe.\n\n${usage}`,
    badOption: (option: string) => `A opção ${option} foi usada de um jeito que não dá para entender.\n\n${usage}`,
    tooMany: (extra: readonly string[]) =>
      `Um laboratório por vez: não sei o que fazer com "${extra.join(' ')}".\n\n${usage}`,
    diagnosisWithoutCheck: (slug: string) =>
      `O diagnóstico vai junto com o veredito: npm run lab ${slug} -- --check --suspect=nomeDaFuncao`,
    twoDiagnoses: 'Ou há um suspeito, ou não é vazamento: escolha entre --suspect e --not-a-leak.',
    badSuspect: 'Diga quem é o suspeito com "=", por exemplo --suspect=montarResposta ou --suspect=server.ts:57.',
    badPort: (option: string, value: string) =>
      `${option} pede um número de porta entre 1 e 65535, e veio "${value}". Escreva, por exemplo, ${option}=9000.`,
    npmAte: (option: string) =>
      `O npm ficou com o valor de ${option}. Escreva ${option}=9000, com "=", ou ponha "--" antes das opções: npm run lab memory-leak -- ${option} 9000`,

    starting: (what: string) => `Iniciando ${what}…`,
    restarting: 'Reiniciando…',
    stopping: 'Encerrando…',
    ready: (service: string, diagnostics: string) => `Serviço:      ${service}\nDiagnóstico:  ${diagnostics}`,
    readyAgain: (service: string) => `De volta em ${service}, com o heap vazio.`,
    servicePortMoved: (wished: number, got: number) =>
      `A porta ${wished} já está em uso por outro programa; o serviço foi para a ${got}.`,
    debugPortMoved: (wished: number, got: number) =>
      `A porta ${wished} já está em uso por outro programa; o diagnóstico foi para a ${got}.`,
    ceiling: (mib: number) => `Teto do heap: ${count(mib)} MiB (Buffers ficam fora dele).`,
    routes: 'Rotas:',
    yourFile: (path: string) => `O código que roda é a sua cópia. Edite à vontade: ${path}`,
    solutionFile: (path: string) => `O código que roda é a solução: ${path}`,
    nextTitle: 'Para experimentar agora:',
    next: {
      loadKey: 'Aperte c para enviar carga e acompanhe os números na linha de baixo.',
      loadOption: (slug: string) =>
        `Envie carga: rode de novo com npm run lab ${slug} -- --load, e acompanhe os números nas linhas abaixo.`,
      loadRuns: 'A carga já começou: acompanhe os números nas linhas abaixo.',
      profile: (diagnostics: string, name: string | null) =>
        name === null
          ? `Escolha o perfil que responde à sua pergunta:\n     ${diagnostics}`
          : `Veja quem alocou o que continua vivo:\n     go tool pprof -top ${diagnostics}${name}\n     (sem Go, abra ${diagnostics} no navegador)`,
      fix: (path: string, slug: string) => `Corrija ${path}, reinicie e prove:\n     npm run lab ${slug} -- --check`,
      check: (slug: string) => `Veja a prova de que ela resolve:\n     npm run lab ${slug} -- --check --solution`,
    },
    keyBar: keys.map(([key, what]) => `${key} ${what}`).join(' · '),

    memory,
    loadStarted: (requests: number) => `Enviando ${counted(requests, 'requisição', 'requisições')}… (c de novo para)`,
    endlessStarted: 'Enviando carga sem parar… (s de novo para)',
    loadEnded: (load: LoadProgress) =>
      load.failed === 0
        ? `Carga encerrada: ${counted(load.sent, 'requisição', 'requisições')}, todas atendidas.`
        : `Carga encerrada: ${counted(load.sent, 'requisição', 'requisições')}, ${counted(load.failed, 'falhou', 'falharam')}.`,
    collected: (sample: MemorySample) =>
      `Depois da coleta de lixo: heap ${bytes(sample.heapUsed)}, memória externa ${bytes(sample.external)}. É o piso: o que ainda está vivo.`,
    profileSaved: (path: string, profile: string) =>
      `${profile === 'heap' ? 'Perfil do heap' : `Perfil “${profile}”`} salvo em ${path}\n  Leia com: go tool pprof -top ${path}`,
    profileNotSaved: (path: string, reason: string) =>
      `O perfil não foi salvo em ${path} (${reason}). Confira se a pasta aceita escrita e tente de novo.`,
    lastProfile: (path: string) =>
      `Último perfil do heap: ${path}\n  Leia com: npm run pprof -- -top ${quoted(path)}\n`,
    lastSnapshot: (path: string) => `Heap snapshot da queda: ${path}\n`,
    output: (line: string) => `│ ${line}`,
    outOfFiles:
      '\nEMFILE: o processo já tem abertos todos os arquivos que o sistema lhe permite (veja quantos com ulimit -n), e o que precisa de mais um falha. Aumentar o limite só adia: veja no perfil fd, com a carga ligada, quem abriu tantos, e feche cada um assim que terminar de usá-lo.\n',
    afterDeath: 'r reinicia · q sai',

    progressNotKept: 'O seu progresso não pôde ser gravado: confira se a pasta de trabalho aceita escrita.',
    judging: (what: string, path: string) => `Julgando ${what} (${path}), num processo novo. Leva uns 10 segundos.`,
    judgeStep: (step: VerdictStep, fraction: number) => `  ${lab.verdictStep[step]} (${count(fraction * 100)} %)`,
    part: (passed: boolean, name: string, words: string) => `${passed ? '✔ passou' : '✘ falhou'}  ${name}: ${words}`,
    unexpected: (reason: string) =>
      `Algo falhou de um jeito que não esperávamos: ${reason}. O seu código está a salvo; tente de novo, e "npm run doctor" examina a máquina.`,
  },
} as const;

/** As a shell takes it for one word. */
function quoted(path: string): string {
  return /\s/.test(path) ? `"${path}"` : path;
}
