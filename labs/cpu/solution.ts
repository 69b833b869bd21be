/**
 * Campanhas por WhatsApp de uma rede de lojas. Cada loja mantém as suas listas de contatos, e uma campanha junta várias
 * delas. A mesma pessoa está em mais de uma lista, e não pode receber duas vezes: nem pelo mesmo cadastro, nem no mesmo
 * telefone.
 *
 *   GET /saude
 *   GET /listas/17
 *   GET /envios?listas=3,17,42
 */
import 'vazou/diagnostics';
import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

interface Contact {
  cadastro: number;
  /** DDD e número. */
  telefone: number;
}

interface Sending {
  listas: number[];
  contatos: number;
  /** Quem de fato recebe, sem repetir. */
  destinatarios: number;
  primeiro: number;
  ultimo: number;
  /** Para o relatório da operadora: quantos destinatários há em cada DDD. */
  porDdd: Record<string, number>;
}

const LISTS = 60;
const CONTACTS_A_LIST = 800;
const PEOPLE = 6_000;
const MOST_LISTS = 5;
const AREA_CODES = [11, 21, 27, 31, 41, 47, 51, 61, 62, 71, 81, 85, 91, 92];

/** Faz as vezes do banco de dados: a mesma lista traz sempre os mesmos contatos. */
const lists = new Map<number, Contact[]>();
for (let number = 1; number <= LISTS; number++) {
  const contacts = Array.from({ length: CONTACTS_A_LIST }, (_, i) => contactOf((number * 613 + i * 7) % PEOPLE));
  lists.set(number, contacts);
}

/** Em algumas casas o telefone é um só, para dois cadastros. */
function contactOf(person: number): Contact {
  const house = person % 50 === 0 ? person + 1 : person;
  const areaCode = AREA_CODES[house % AREA_CODES.length] ?? 11;
  return { cadastro: 10_000 + person, telefone: areaCode * 1e9 + 980_000_000 + house * 1_009 };
}

async function findContacts(numbers: readonly number[]): Promise<Contact[]> {
  await delay(5);
  return numbers.flatMap((number) => lists.get(number) ?? []);
}

function removeDuplicates(contacts: readonly Contact[]): Contact[] {
  const unique: Contact[] = [];
  // Um Set responde na hora se já viu alguém: o trabalho cresce com a lista, e não com o quadrado dela.
  const customers = new Set<number>();
  const phones = new Set<number>();
  for (const contact of contacts) {
    if (customers.has(contact.cadastro) || phones.has(contact.telefone)) continue;
    customers.add(contact.cadastro);
    phones.add(contact.telefone);
    unique.push(contact);
  }
  return unique;
}

async function prepareSending(numbers: number[]): Promise<Sending> {
  const contacts = await findContacts(numbers);
  const recipients = removeDuplicates(contacts);
  const porDdd: Record<string, number> = {};
  for (const { telefone } of recipients) {
    const areaCode = Math.floor(telefone / 1e9);
    porDdd[areaCode] = (porDdd[areaCode] ?? 0) + 1;
  }
  return {
    listas: numbers,
    contatos: contacts.length,
    destinatarios: recipients.length,
    primeiro: recipients[0]?.cadastro ?? 0,
    ultimo: recipients.at(-1)?.cadastro ?? 0,
    porDdd,
  };
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

async function route(address: string, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(address, 'http://localhost');
  if (pathname === '/saude') return reply(response, 200, { ok: true });

  const list = Number(/^\/listas\/(\d{1,3})$/.exec(pathname)?.[1]);
  if (lists.has(list)) {
    const contacts = await findContacts([list]);
    return reply(response, 200, { lista: list, contatos: contacts.length });
  }
  if (pathname !== '/envios') return reply(response, 404, { erro: 'Não conheço este endereço.' });

  const numbers = (searchParams.get('listas') ?? '').split(',').map(Number);
  const known = numbers.length <= MOST_LISTS && numbers.every((number) => lists.has(number));
  if (!known) return reply(response, 400, { erro: `Escolha até ${MOST_LISTS} listas, de 1 a ${LISTS}.` });
  return reply(response, 200, await prepareSending(numbers));
}

createServer((request, response) => {
  route(request.url ?? '/', response).catch((error: unknown) => {
    console.error(error);
    reply(response, 500, { erro: 'Algo falhou do nosso lado.' });
  });
}).listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');
