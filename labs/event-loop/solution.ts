/**
 * Simulador de financiamento imobiliário de uma construtora. O corretor informa o valor do imóvel e recebe a tabela
 * inteira, para conversar com o cliente: cada entrada com cada prazo, a primeira parcela e o CET, o custo efetivo total
 * por ano, se a TR ficar como está, se subir e se disparar.
 *
 *   GET /saude
 *   GET /tabelas?valor=350000
 *   GET /simulacoes?valor=350000&entrada=20&prazo=360
 */
import 'vazou/diagnostics';
import { createServer, type ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';

interface Simulation {
  /** Em por cento do valor. */
  entrada: number;
  /** Em meses. */
  prazo: number;
  primeiraParcela: number;
  /** Em por cento ao ano, um para cada cenário da TR. */
  cet: number[];
}

const MONTHLY_RATE = 0.0089;
const INSURANCE = 0.00035;
const MONTHLY_FEE = 25;
const APPRAISAL = 3_100;

const DOWN_PAYMENTS = Array.from({ length: 33 }, (_, i) => 10 + 2.5 * i);
const TERMS = Array.from({ length: 31 }, (_, i) => 60 + 12 * i);
/** A TR ao mês. */
const SCENARIOS = [0.0005, 0.0012, 0.0035];

/** Pelo SAC: a dívida é corrigida pela TR, e o que resta dela se divide pelos meses que restam. */
function installments(financed: number, term: number, tr: number): number[] {
  const payments: number[] = [];
  let debt = financed;
  for (let left = term; left > 0; left--) {
    debt *= 1 + tr;
    const amortization = debt / left;
    payments.push(amortization + debt * (MONTHLY_RATE + INSURANCE) + MONTHLY_FEE);
    debt -= amortization;
  }
  return payments;
}

/** Quanto valem hoje pagamentos mensais, a uma taxa ao mês. */
function presentValue(payments: readonly number[], rate: number): number {
  let total = 0;
  for (let month = 1; month <= payments.length; month++) {
    total += (payments[month - 1] ?? 0) / (1 + rate) ** month;
  }
  return total;
}

/** A taxa ao mês em que os pagamentos valem o que o cliente recebeu, por bisseção. */
function effectiveRate(received: number, payments: readonly number[]): number {
  let low = 0;
  let high = 0.2;
  while (high - low > 1e-13) {
    const middle = (low + high) / 2;
    if (presentValue(payments, middle) > received) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function simulate(value: number, entrada: number, prazo: number): Simulation {
  const financed = value * (1 - entrada / 100);
  const scenarios = SCENARIOS.map((tr) => installments(financed, prazo, tr));
  const cet = scenarios.map((payments) => {
    const yearly = (1 + effectiveRate(financed - APPRAISAL, payments)) ** 12 - 1;
    return Math.round(yearly * 10_000) / 100;
  });
  return { entrada, prazo, primeiraParcela: Math.round((scenarios[0]?.[0] ?? 0) * 100) / 100, cet };
}

async function buildTable(value: number): Promise<Simulation[]> {
  const table: Simulation[] = [];
  for (const entrada of DOWN_PAYMENTS) {
    for (const prazo of TERMS) table.push(simulate(value, entrada, prazo));
    // A cada linha da tabela o event loop dá uma volta, e quem espera é atendido.
    await nextTurn();
  }
  return table;
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

async function route(address: string, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(address, 'http://localhost');
  if (pathname === '/saude') return reply(response, 200, { ok: true });
  if (pathname !== '/tabelas' && pathname !== '/simulacoes') return reply(response, 404, { erro: 'Não conheço.' });

  const value = Number(searchParams.get('valor'));
  if (!(value >= 50_000 && value <= 5_000_000)) return reply(response, 400, { erro: 'Confira o valor do imóvel.' });
  if (pathname === '/tabelas') return reply(response, 200, { valor: value, opcoes: await buildTable(value) });

  const downPayment = Number(searchParams.get('entrada'));
  const term = Number(searchParams.get('prazo'));
  const offered = DOWN_PAYMENTS.includes(downPayment) && TERMS.includes(term);
  if (!offered) return reply(response, 400, { erro: 'Não temos esta entrada ou este prazo.' });
  return reply(response, 200, simulate(value, downPayment, term));
}

createServer((request, response) => {
  route(request.url ?? '/', response).catch((error: unknown) => {
    console.error(error);
    reply(response, 500, { erro: 'Algo falhou do nosso lado.' });
  });
}).listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');
