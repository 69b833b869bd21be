/**
 * Rastreamento da frota de uma transportadora. Os caminhões mandam a posição uma vez por minuto, e o painel pede o
 * percurso do dia: quantos quilômetros, a que velocidade, e as paradas de mais de dez minutos.
 *
 *   GET /saude
 *   GET /percursos/ABC1D23?dia=17
 */
import 'vazou/diagnostics';
import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

interface Point {
  minuto: number;
  latitude: number;
  longitude: number;
  kmPorHora: number;
}

interface Trip {
  pontos: Point[];
  metros: number;
}

interface Summary {
  placa: string;
  dia: number;
  pontos: number;
  km: number;
  maisRapido: number;
  paradas: number[];
}

const PAGES = 144;
const POINTS_A_PAGE = 10;
const LONG_STOP = 10;

/** Faz as vezes do banco de dados, que entrega dez minutos de cada vez: a mesma consulta traz sempre os mesmos pontos. */
async function findPage(truck: number, day: number, page: number): Promise<Point[]> {
  await delay(1);
  return Array.from({ length: POINTS_A_PAGE }, (_, i) => pointAt(truck, day, page * POINTS_A_PAGE + i));
}

function pointAt(truck: number, day: number, minuto: number): Point {
  const moving = (minuto + truck * 7) % 90 >= 12 + (day % 9);
  const kmPorHora = moving ? 40 + ((truck * 31 + day * 17 + minuto * 7) % 50) : 0;
  const latitude = -23.5 - minuto * 0.001 - (truck % 100) / 500;
  return { minuto, latitude, longitude: latitude * 2 + day / 100, kmPorHora };
}

/** O percurso ainda é só de quem o monta: pode crescer no lugar, sem cópia nenhuma. */
function addPage(trip: Trip, page: readonly Point[]): void {
  for (const { kmPorHora } of page) trip.metros += Math.round((kmPorHora * 1_000) / 60);
  trip.pontos.push(...page);
}

async function dayOf(truck: number, day: number): Promise<Trip> {
  const trip: Trip = { pontos: [], metros: 0 };
  for (let page = 0; page < PAGES; page++) addPage(trip, await findPage(truck, day, page));
  return trip;
}

/** O minuto em que começa cada parada longa. */
function longStops(points: readonly Point[]): number[] {
  const stops: number[] = [];
  let since: number | undefined;
  for (const { minuto, kmPorHora } of points) {
    if (kmPorHora === 0) since ??= minuto;
    else {
      if (since !== undefined && minuto - since > LONG_STOP) stops.push(since);
      since = undefined;
    }
  }
  return stops;
}

function summarize(placa: string, dia: number, { pontos, metros }: Trip): Summary {
  let maisRapido = 0;
  for (const { kmPorHora } of pontos) maisRapido = Math.max(maisRapido, kmPorHora);
  return { placa, dia, pontos: pontos.length, km: Math.round(metros / 1_000), maisRapido, paradas: longStops(pontos) };
}

/** O número do caminhão na frota, pela placa. */
function truckOf(plate: string): number {
  let number = 0;
  for (let i = 0; i < plate.length; i++) number = (number * 37 + plate.charCodeAt(i)) % 9_973;
  return number;
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

async function route(address: string, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(address, 'http://localhost');
  if (pathname === '/saude') return reply(response, 200, { ok: true });

  const plate = /^\/percursos\/([A-Z]{3}\d[A-Z]\d{2})$/.exec(pathname)?.[1];
  if (plate === undefined) return reply(response, 404, { erro: 'Não conheço esta placa.' });
  const day = Number(searchParams.get('dia'));
  if (!(Number.isInteger(day) && day >= 1 && day <= 31)) return reply(response, 400, { erro: 'O dia não existe.' });
  return reply(response, 200, summarize(plate, day, await dayOf(truckOf(plate), day)));
}

createServer((request, response) => {
  route(request.url ?? '/', response).catch((error: unknown) => {
    console.error(error);
    reply(response, 500, { erro: 'Algo falhou do nosso lado.' });
  });
}).listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');
