/** The first part of a verdict in words: whether the fault is gone, and what was measured of it. */
import type { CostPart, LeakPart, PeakPart, SeveralPart, SlopePart, StallPart } from '#lab/judgement.ts';
import { isInBytes, measureAmount, measureName } from './lab-measure.ts';
import { bytes, count, counted, decimals, percent, seconds } from './quantity.ts';

export function leakTitle(part: LeakPart): string {
  switch (part.signal) {
    case 'slope':
      return 'Vazamento';
    case 'peak':
      return `Pico de ${measureName[part.measure]}`;
    case 'allocations':
      return 'Alocação por requisição';
    case 'cpu':
      return 'CPU por requisição';
    case 'stalls':
      return 'Travadas';
    case 'several':
      return 'As falhas';
  }
}

export function leak(part: LeakPart): string {
  switch (part.signal) {
    case 'slope':
      return slope(part);
    case 'peak':
      return peak(part);
    case 'allocations':
    case 'cpu':
      return cost(part);
    case 'stalls':
      return stalls(part);
    case 'several':
      return several(part);
  }
}

/** In how many of several faults the service still fails. */
export function faultsLeft({ outcome, faults }: SeveralPart): string {
  if (outcome === 'pass') return 'Nenhuma falha sobrou.';
  const left = faults.filter(({ part }) => part.outcome === 'fail').length;
  if (left === faults.length) return `As ${count(left)} falhas continuam.`;
  return `De ${count(faults.length)} falhas, ${left === 1 ? 'sobra 1' : `sobram ${count(left)}`}.`;
}

/** Each on a line of its own, for a terminal. */
function several(part: SeveralPart): string {
  const each = part.faults.map((fault) => {
    const state = fault.part.outcome === 'pass' ? '✔ acabou  ' : '✘ continua';
    return `  ${state} ${fault.name}: ${leak(fault.part)}`;
  });
  return [faultsLeft(part), ...each].join('\n');
}

function slope(part: SlopePart): string {
  const { requests, floor, measure } = part;
  const inBytes = isInBytes(measure);
  const amount = (value: number): string => measureAmount(measure, value);
  const sent = (requests.at(-1) ?? 0) - (requests[0] ?? 0);
  // A reading after no further requests is the one after the rest.
  const rested = floor.length > 2 && requests.at(-1) === requests.at(-2);
  const rounds = floor.length - (rested ? 2 : 1);
  const path = shortened(floor.map(inBytes ? amount : count)).join(' → ');
  const rest = rested ? ' e uma pausa' : '';
  const read =
    measure === 'disk' ? 'O total escrito em arquivos' : `O piso de ${measureName[measure]} depois da coleta de lixo`;
  const measured = `${read}, em ${counted(rounds, 'rodada', 'rodadas')} (${counted(sent, 'requisição', 'requisições')})${rest}: ${path}.`;
  const perRequest = Math.max(0, part.perRequest);
  const grown = amount(inBytes ? Math.round(perRequest) : perRequest);
  const [first = 0, last = 0] = [floor[0], floor.at(-1)];
  // The figure is the smaller one, of the whole or of the last rounds.
  const isOfAll = rested && Math.abs(part.perRequest - (last - first) / sent) < 1e-6;
  const limits = `${isOfAll ? 'Do começo ao fim' : 'Nas últimas rodadas'}, por requisição: ${grown}; o limite é ${amount(part.maxPerRequest)}.`;
  const what = measure === 'disk' ? 'O que foi escrito' : inBytes ? 'A memória' : `O número de ${measureName[measure]}`;
  const [before = 0, loaded = 0] = floor.slice(rested ? -3 : -2);
  if (part.outcome === 'pass') {
    if (rested && loaded - last > LET_GO * (loaded - first))
      return `${what} volta quando a carga para. ${measured} ${limits}`;
    const stopped = perRequest <= STOPPED * part.maxPerRequest;
    return `${what} ${stopped ? 'parou de crescer' : 'cresce menos que o limite'}. ${measured} ${limits}`;
  }
  return `${what} ${loaded > before ? 'continua crescendo' : 'cresceu demais'}. ${measured} ${limits} ${advice[measure]}`;
}

/** Of what the load had piled up. */
const LET_GO = 0.5;
/** Of the limit: what labs without a leak stay below. */
const STOPPED = 0.5;

const advice: Record<SlopePart['measure'], string> = {
  heapUsed:
    'Capture um perfil do heap, veja quem está no topo e pergunte quem ainda segura esses objetos. Se a sua correção já tem um limite de tamanho, ele não foi atingido nestas requisições: diminua-o. Se depende de tempo, ponha também um limite, ou um prazo mais curto: o veredito espera só alguns segundos.',
  external:
    'O heap está plano, mas crescem os Buffers, que moram fora dele: alguém os segura, ou o que antes ficava no heap foi parar neles.',
  arrayBuffers:
    'Buffers moram fora do heap, e o perfil de heap não os vê: capture o perfil external, veja em que linha nasceu o que ainda está vivo e pergunte quem o segura.',
  native:
    'O heap está plano, mas a memória do processo cresce fora dele: em outra thread, num SharedArrayBuffer, no WebAssembly ou num módulo nativo. Continua retido, só mudou de lugar.',
  disk: 'O heap está plano, mas o que ele guardava agora vai para arquivos, que ninguém apaga: o disco enche no lugar da memória.',
  promises:
    'Capture o perfil goroutine e veja em que linha elas esperam: alguém ainda guarda o resolve de cada uma e nunca vai chamá-lo.',
  files: 'Veja no perfil fd quem os abriu e em que caminho do código ninguém os fecha.',
  sockets: 'Veja no perfil fd quem os abriu: uma resposta que ninguém lê até o fim não devolve a conexão.',
  timers: 'Procure quem chama setTimeout ou setInterval sem o clear correspondente.',
  resources: 'Procure o que é aberto a cada requisição e não é fechado quando ela termina.',
};

function peak({ outcome, measure, rest, peaks, left, concurrency, max }: PeakPart): string {
  const name = measureName[measure];
  const highest = Math.max(...peaks);
  const after = Math.max(...left);
  const measured = `Com ${counted(concurrency, 'requisição', 'requisições')} ao mesmo tempo, o pico foi de ${measureAmount(measure, highest)}; parado, o serviço tem ${amountOnly(measure, rest)}. O limite é ${amountOnly(measure, rest + max)}.`;
  if (outcome === 'pass') return `O pico de ${name} é baixo. ${measured}`;
  return after - rest > max
    ? `Depois da carga sobram ${name}: ${measureAmount(measure, after)}, e eram ${amountOnly(measure, rest)}. ${measured} Feche cada um assim que terminar de usá-lo.`
    : `O pico de ${name} continua alto. ${measured} O que é fechado só no fim da função fica aberto durante ela toda: feche cada um assim que terminar de usá-lo. Se isso já acontece, são muitos abertos ao mesmo tempo: abra menos de cada vez.`;
}

const amountOnly = (measure: PeakPart['measure'], value: number): string =>
  isInBytes(measure) ? bytes(value) : count(value);

/** So many times as much, and nobody asks for the decimals. */
const WHOLE_FROM = 10;

function cost({ signal, outcome, rounds, perRequest, max }: CostPart): string {
  const amount = (value: number): string =>
    signal === 'allocations'
      ? bytes(Math.round(value))
      : `${value < WHOLE_FROM ? decimals(value) : count(value)} vezes`;
  const each = `em ${counted(rounds.length, 'rodada', 'rodadas')}: ${shortened(rounds.map(amount)).join(', ')}`;
  if (signal === 'allocations') {
    const measured = `Cada requisição aloca ${amount(perRequest)} (${each}); o limite é ${amount(max)}.`;
    return outcome === 'pass'
      ? `O serviço aloca o que precisa. ${measured}`
      : `O serviço ainda aloca demais. ${measured} Capture o perfil allocs e veja, em alloc_space, quem está no topo.`;
  }
  const measured = `Cada requisição gasta ${amount(perRequest)} a CPU de uma requisição simples ao serviço original (${each}); o limite é ${amount(max)}.`;
  return outcome === 'pass'
    ? `O serviço gasta a CPU que precisa. ${measured}`
    : `O serviço ainda gasta CPU demais. ${measured} Capture um perfil de CPU durante a carga e veja quem está no topo.`;
}

/** What one round measured, short enough for an axis. */
export function roundAmount(part: PeakPart | CostPart | StallPart, value: number): string {
  switch (part.signal) {
    case 'peak':
      return amountOnly(part.measure, value);
    case 'allocations':
      return bytes(Math.round(value));
    case 'cpu':
      return `${decimals(value)}×`;
    case 'stalls':
      return percent(value);
  }
}

function stalls({ outcome, rounds, thresholdMs, longestMs, max }: StallPart): string {
  const measured = `Quem chegasse durante a carga esperaria mais de ${count(thresholdMs)} ms pelo event loop em ${rounds.map(percent).join(', ')} do tempo com trabalho a fazer, uma rodada depois da outra; o limite é ${percent(max)}.`;
  return outcome === 'pass'
    ? `O serviço responde enquanto trabalha. ${measured}`
    : `O serviço ainda para de responder. ${measured} A volta mais longa levou ${seconds(longestMs)}. Capture um trace ou o perfil block durante a carga e veja o que prende a thread principal.`;
}

/** The first and the last few: in between they only go on as they began. */
function shortened(values: readonly string[]): readonly string[] {
  return values.length <= 6 ? values : [...values.slice(0, 2), '…', ...values.slice(-3)];
}
