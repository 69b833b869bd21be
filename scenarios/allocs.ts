import type { ContractCheck, LabClient, LabRequest, LabResponse, Scenario } from '#lab/scenario.ts';

const POINTS = 1_440;

function request(index: number): LabRequest {
  return trip(plateOf(index), dayOf(index));
}

function plateOf(index: number): string {
  return `FRT${index % 10}A${10 + (index % 89)}`;
}

function dayOf(index: number): number {
  return 1 + (index % 31);
}

function right(index: number, response: LabResponse): boolean {
  const { placa, dia, pontos } = fields(response);
  return placa === plateOf(index) && dia === dayOf(index) && pontos === POINTS;
}

async function contract(client: LabClient): Promise<readonly ContractCheck[]> {
  return [await rightTrips(client), await atOnce(client), await refusals(client)];
}

/** Trips that the original gives, noted by hand. */
const KNOWN = [
  { plate: 'ABC1D23', day: 17, km: 1_204, stops: [42, 132, 16, 1_392] },
  { plate: 'BRA2E19', day: 1, km: 1_325, stops: [19, 109, 16, 1_369] },
  { plate: 'XYZ9A88', day: 31, km: 1_274, stops: [29, 119, 16, 1_379] },
] as const;

async function rightTrips(client: LabClient): Promise<ContractCheck> {
  const wrong: string[] = [];
  for (const known of KNOWN) wrong.push(...mistakes(known, await client.send(trip(known.plate, known.day))));
  return {
    name: 'O percurso traz os quilômetros e as paradas certos',
    kept: wrong.length === 0,
    detail: wrong[0] ?? `${KNOWN.length} percursos conhecidos, minuto a minuto.`,
  };
}

async function atOnce(client: LabClient): Promise<ContractCheck> {
  const answers = await Promise.all(KNOWN.map((known) => client.send(trip(known.plate, known.day))));
  const wrong = KNOWN.flatMap((known, i) => mistakes(known, answers[i]));
  return {
    name: 'Percursos pedidos ao mesmo tempo não se misturam',
    kept: wrong.length === 0,
    detail: wrong[0] ?? `${KNOWN.length} caminhões ao mesmo tempo, cada um com o seu percurso.`,
  };
}

async function refusals(client: LabClient): Promise<ContractCheck> {
  const expected = [
    ['/saude', 200],
    ['/percursos/ABC1D23?dia=32', 400],
    ['/percursos/ABC1D23', 400],
    ['/percursos/ABC123?dia=1', 404],
    ['/nada-aqui', 404],
  ] as const;
  const wrong: string[] = [];
  for (const [path, status] of expected) {
    const answer = await client.send({ method: 'GET', path });
    if (answer.status !== status) wrong.push(`${path} respondeu ${answer.status}; esperava ${status}`);
  }
  return {
    name: 'As outras rotas respondem como antes',
    kept: wrong.length === 0,
    detail: wrong[0] ?? `${expected.length} endereços, entre eles uma placa malformada e um dia que não existe.`,
  };
}

/** Of the stops: the first two, how many there are, and the last. */
function mistakes(known: (typeof KNOWN)[number], response: LabResponse | undefined): readonly string[] {
  const { placa, dia, pontos, km, maisRapido, paradas } = fields(response);
  const stops: unknown[] = Array.isArray(paradas) ? [paradas[0], paradas[1], paradas.length, paradas.at(-1)] : [];
  const seen = [placa, dia, pontos, km, maisRapido, ...stops];
  const wished = [known.plate, known.day, POINTS, known.km, 89, ...known.stops];
  return JSON.stringify(seen) === JSON.stringify(wished)
    ? []
    : [`${known.plate}, dia ${known.day}: esperava ${wished.join(', ')}; veio ${seen.join(', ')}`];
}

function trip(plate: string, day: number): LabRequest {
  return { method: 'GET', path: `/percursos/${plate}?dia=${day}` };
}

/** What a learner's service may have broken is shown as it came, so nothing is trusted here. */
function fields(response: LabResponse | undefined): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(response?.body));
    return typeof body === 'object' && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
}

const scenario: Scenario = {
  order: 10,
  title: 'Lixo demais',
  summary: 'Um painel de frota que não vaza um byte, e mesmo assim passa o dia coletando lixo.',
  ceilingMiB: 96,
  readyPath: '/saude',
  routes: [
    { method: 'GET', path: '/saude', what: 'diz se o serviço está de pé' },
    { method: 'GET', path: '/percursos/ABC1D23?dia=17', what: 'o percurso de um caminhão num dia' },
  ],
  load: { request, right, concurrency: 16, burst: 300 },
  symptom: {
    words:
      'A CPU sobe com a carga e as respostas têm soluços, mas não há laço pesado em lugar nenhum, e a memória volta sempre ao mesmo piso. O gráfico do heap é um serrote de dentes finos: sobe e desce várias vezes por segundo.',
    grows: [],
    flat: ['external', 'arrayBuffers'],
  },
  evidence: { profile: 'allocs', sampleType: 'alloc_space', function: 'copyPoint', file: 'server.ts' },
  suspects: ['withPage'],
  acceptance: {
    signal: 'allocations',
    warmup: 48,
    requestsPerRound: 48,
    rounds: 3,
    maxPerRequest: 3_200_000,
    why:
      'Bytes alocados no heap por percurso, medidos no Node 26.10 (Linux x64) com a máquina ocupada: o original, 12,9 MB; o ' +
      'wrong-fix, 11,6 MB; cópias de quatro em quatro páginas, 3,9 MB; copiar só a lista, sem os pontos, de 2,7 a 2,8 MB; ' +
      'a solução, 0,52 MB; as outras, até 0,65 MB. O que se aloca fora do heap, em Buffers, não entra na conta.',
  },
  contract,
  hints: [
    'Se nada fica, por que o coletor trabalha tanto? O que ele faz depende do que fica vivo, ou de quanto se aloca?',
    'Compare inuse_space e alloc_space no perfil allocs: um mostra o que ficou, o outro tudo o que já se alocou. Quem está no topo do segundo?',
    'withPage copia o percurso inteiro, ponto por ponto, a cada página que chega. São 144 páginas: quantas cópias de cada ponto?',
    'O percurso ainda não foi mostrado a ninguém: acrescente a página no lugar, com push, sem copiar nada.',
  ],
};

export default scenario;
