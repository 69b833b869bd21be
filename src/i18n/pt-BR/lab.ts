/** What the supervisor and the judge have to say: what happened, why, and what to do next. */
import type { BehaviourPart, CheatCheck, CheatingPart, Part, Verdict, VerdictStep } from '#lab/judgement.ts';
import type { Death, KeptProfile, LabState, Variant } from '#lab/run.ts';
import { diagnosis } from './lab-diagnosis.ts';
import { faultsLeft, leak, leakTitle, roundAmount } from './lab-fault.ts';
import { counterName, measureAmount, measureName } from './lab-measure.ts';
import { bytes, count, counted, seconds } from './quantity.ts';

const variantName: Record<Variant, string> = {
  mine: 'o seu código',
  original: 'o código original',
  solution: 'a solução',
  'wrong-fix': 'a correção errada',
};

function death(death: Death): string {
  switch (death.kind) {
    case 'out-of-memory': {
      const last = death.lastHeapUsed === null ? '' : ` A última leitura do heap foi de ${bytes(death.lastHeapUsed)}.`;
      return `O processo morreu por falta de memória: o heap chegou ao teto de ${count(death.ceilingMiB)} MiB e nem o coletor de lixo achou o que liberar.${last} Reinicie: tudo volta ao normal, até o ciclo se repetir. ${afterwards(death.lastProfile)}`;
    }
    case 'syntax':
      return `O código não chegou a rodar: erro de sintaxe${place(death)} (${death.message}). ${syntaxAdvice(death.message)}`;
    case 'port-taken':
      return `O processo tentou usar a porta ${death.port}, mas outro programa já a usa. Se o número está escrito no código, troque-o por process.env.PORT; se não, feche o outro programa e inicie de novo.`;
    case 'not-ready':
      return `${notReady(death.missing)} (esperamos ${seconds(death.afterMs)}).${lastWords(death.stderr)}`;
    case 'stuck':
      return death.idle
        ? `O processo está vivo e sem nada para fazer, mas as requisições ficam sem resposta há ${seconds(death.afterMs)}: cada uma espera por algo que não vem, como um await que nunca termina ou um response.end que falta. Encerramos o processo; revise a última mudança e reinicie.`
        : `O processo está vivo, mas o serviço não responde há ${seconds(death.afterMs)}: algo prende a thread principal, como um laço que não termina ou uma operação síncrona longa. Encerramos o processo; revise a última mudança e reinicie.`;
    case 'hung-up':
      return `O processo está vivo, mas encerrou uma conexão em que devia uma resposta (${death.code}): um limite de conexões, um socket destruído ou uma resposta que parou no meio. Todo pedido tem de ser respondido; revise a última mudança e tente de novo.`;
    case 'slow':
      return `O serviço responde, mas devagar demais para ser medido: em ${seconds(death.afterMs)} atendeu ${count(death.answered)} de ${counted(death.of, 'requisição', 'requisições')}. O original leva poucos segundos. Procure o que a sua mudança faz cada requisição esperar; se a máquina está ocupada com outra coisa, espere ela terminar. Depois, tente de novo.`;
    case 'locked':
      return `O código tenta trocar ${death.name}${place(death)}, de que a medida depende, e a oficina não deixa. Desfaça a troca: o que vale é o que o V8 diz.`;
    case 'exit':
      return `${exit(death)}${lastWords(death.stderr)}`;
  }
}

function place({ file, line }: { readonly file: string | null; readonly line: number | null }): string {
  return file === null ? '' : ` em ${file}${line === null ? '' : `, linha ${count(line)}`}`;
}

function afterwards(kept: KeptProfile | undefined): string {
  return kept === undefined
    ? 'Para achar a causa, capture um perfil do heap antes da próxima queda.'
    : 'Antes de cair, ele deixou um último perfil do heap: veja quem está no topo de inuse_space.';
}

function syntaxAdvice(message: string): string {
  return /not supported in strip-only mode/.test(message)
    ? 'O Node apaga os tipos, mas não converte enum, namespace nem propriedade declarada no construtor: use const, union de strings ou um campo comum, e inicie de novo.'
    : 'Corrija a linha indicada, salve e inicie de novo.';
}

function notReady(missing: 'service' | 'diagnostics'): string {
  return missing === 'diagnostics'
    ? 'O processo subiu, mas o vazou/diagnostics não respondeu em /debug/pprof. Confira se nada no código fecha a porta dele, ou responde nela'
    : 'O processo subiu, mas o serviço não respondeu. Confira se ele ainda escuta em 127.0.0.1, na porta de process.env.PORT, e se a rota que diz que ele está pronto continua lá';
}

function exit({ code, signal }: Extract<Death, { kind: 'exit' }>): string {
  if (signal !== null) return `Algo fora da oficina encerrou o processo com o sinal ${signal}. Inicie de novo.`;
  if (code === 0)
    return 'O processo terminou sozinho, sem erro: ou nada o mantinha vivo, ou o código chamou process.exit. Confira se o servidor ainda é iniciado com listen e se nada encerra o processo, e inicie de novo.';
  return `O processo terminou com um erro (código ${code ?? 'desconhecido'}). Leia a mensagem, corrija o código e inicie de novo.`;
}

function lastWords(stderr: string): string {
  const words = stderr.trim();
  return words === '' ? '' : `\nA última coisa que ele escreveu:\n${words}`;
}

function behaviour(part: BehaviourPart): string {
  const broken = part.checks.filter(({ kept }) => !kept);
  if (broken.length === 0)
    return `O serviço ainda cumpre ${part.checks.length === 1 ? 'a sua promessa' : `as suas ${count(part.checks.length)} promessas`}.`;
  const list = broken
    .map(({ name, detail, afterLoad }) => `${name}: ${afterLoad ? 'depois da carga, não mais. ' : ''}${detail}`)
    .join(' ');
  return `A correção mudou o que o serviço promete. ${list} Devolva isso a quem usa o serviço.`;
}

function cheat(check: CheatCheck): string {
  const measured = count(check.measured);
  switch (check.kind) {
    case 'forced-gc':
      return check.seen
        ? `O código forçou a coleta de lixo ${counted(check.measured, 'vez', 'vezes')}. Em produção isso custa pausas e não solta o que ainda está retido: tire a chamada e solte a referência.`
        : 'Nenhuma coleta de lixo forçada pelo código.';
    case 'restarted':
      return check.seen
        ? 'O trabalho passou por mais de um processo. Recomeçar com o heap vazio esconde o vazamento, não o corrige: atenda tudo no processo que a oficina iniciou.'
        : 'O mesmo processo do começo ao fim.';
    case 'limit-raised':
      return check.seen
        ? `O limite do heap foi elevado para ${bytes(check.measured)}, acima dos ${bytes(check.allowed)} que a oficina deu. Mais memória só adia a queda: volte o limite e corrija a causa.`
        : `O limite do heap ficou nos ${bytes(check.allowed)} que a oficina deu.`;
    case 'load-refused':
      return check.seen
        ? `${counted(check.measured, 'requisição da carga falhou ou veio com a resposta errada', 'requisições da carga falharam ou vieram com a resposta errada')}${check.example ? `; a primeira, ${example(check.example)}` : ''}. Atender menos também gasta menos memória, mas não é correção: o serviço tem de responder a todas, e certo.`
        : 'Todas as requisições da carga foram atendidas.';
    case 'diagnostics-patched':
      return check.seen
        ? `Os números do diagnóstico não batem com os do V8 (${measured} diferenças). Algo no código troca as funções que medem a memória: desfaça, para que a medida volte a valer.`
        : 'Os números do diagnóstico batem com os do V8.';
  }
}

function example({ request, got, said = '' }: NonNullable<CheatCheck['example']>): string {
  const words = said === '' ? '' : ` (${said})`;
  if (typeof got === 'number') return `${request}, respondeu ${got}${words}`;
  if (got === 'wrong') return `${request}, veio com a resposta errada${words}`;
  return got === 'late' ? `${request}, ficou sem resposta` : `${request}, perdeu a conexão (${got})`;
}

function cheating(part: CheatingPart): string {
  const seen = part.checks.filter((check) => check.seen);
  return seen.length === 0 ? 'Os números foram obtidos sem truques.' : seen.map(cheat).join(' ');
}

function part(part: Part): string {
  switch (part.name) {
    case 'leak':
      return leak(part);
    case 'behaviour':
      return behaviour(part);
    case 'cheating':
      return cheating(part);
    case 'diagnosis':
      return diagnosis(part);
  }
}

/** The heading of a part. What the first one is about depends on how the lab is judged. */
function partTitle(part: Part): string {
  return part.name === 'leak' ? leakTitle(part) : partName[part.name];
}

function verdict(verdict: Verdict): string {
  if (verdict.kind === 'unjudged')
    return `Não deu para julgar ${variantName[verdict.variant]}. ${death(verdict.death)}`;
  return verdict.passed
    ? `Passou: ${passed(verdict.parts)} (${seconds(verdict.tookMs)}).`
    : `Ainda não passou (${seconds(verdict.tookMs)}).`;
}

function passed([fault, , , diagnosis]: Extract<Verdict, { kind: 'judged' }>['parts']): string {
  if (diagnosis?.notALeak) return 'o seu diagnóstico está certo, e a medida o comprova';
  if (fault.signal === 'several') return 'nenhuma falha sobrou e o serviço continua o mesmo';
  return fault.signal === 'slope'
    ? 'o vazamento acabou e o serviço continua o mesmo'
    : 'o problema acabou e o serviço continua o mesmo';
}

const stateName: Record<LabState['kind'], string> = {
  stopped: 'parado',
  starting: 'iniciando',
  ready: 'rodando',
  stopping: 'parando',
  dead: 'caiu',
};

const verdictStep: Record<VerdictStep, string> = {
  starting: 'Iniciando um processo novo',
  contract: 'Conferindo o que o serviço promete',
  warmup: 'Aquecendo com as primeiras requisições',
  round: 'Enviando carga e medindo',
  done: 'Pronto',
};

const partName: Record<Part['name'], string> = {
  leak: 'Vazamento',
  behaviour: 'Comportamento',
  cheating: 'Medida honesta',
  diagnosis: 'Diagnóstico',
};

export const lab = {
  counter: counterName,
  variant: variantName,
  state: stateName,
  measureAmount,
  measureName,
  partName,
  partTitle,
  verdictStep,
  death,
  leak,
  faultsLeft,
  roundAmount,
  behaviour,
  cheat,
  cheating,
  part,
  verdict,
  omittedLines: (omitted: number) => `… ${counted(omitted, 'linha omitida', 'linhas omitidas')}`,
  error: {
    'not-running': 'O laboratório não está rodando. Inicie-o e tente de novo.',
    busy: 'O laboratório ainda está ocupado com o pedido anterior. Espere terminar e tente de novo.',
    'no-answer':
      'O diagnóstico do laboratório não respondeu a tempo: o processo pode ter acabado de cair, ou estar sem fôlego. Veja o estado dele e tente de novo.',
    'capture-failed':
      'O laboratório não entregou o perfil: o processo pode ter acabado de cair, ou estar sem fôlego. Veja o estado dele e tente de novo.',
  },
  /** @param reason what the process said, a sentence. */
  captureRefused: (reason: string) => `O laboratório não entregou o perfil. Ele disse: ${reason}`,
  workspaceError: {
    'unknown-file': 'Este laboratório não tem um arquivo com este nome. Escolha um da lista de arquivos.',
    'file-changed':
      'O arquivo mudou no disco depois que você o abriu, então não foi salvo por cima. Recarregue-o, ou copie o seu texto antes.',
    'too-large': 'O texto é grande demais para um arquivo de laboratório. Confira se algo foi colado por engano.',
  },
} as const;
