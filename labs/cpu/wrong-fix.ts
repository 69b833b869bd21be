/**
 * Campanhas por WhatsApp de uma rede de lojas. Uma campanha junta várias listas; a mesma pessoa está em mais de uma, e
 * não pode receber duas vezes: nem pelo mesmo cadastro, nem no mesmo telefone. A loja vê uma prévia das mensagens, e
 * cada nome que vem de uma planilha passa por uma conferência.
 *
 *   GET /saude
 *   GET /listas/17
 *   GET /envios?listas=3,17,42
 *   GET /previas?lista=17&modelo=2
 *   GET /nomes?nome=Ana+Souza
 */
import 'vazou/diagnostics';
import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

interface Contact {
  cadastro: number;
  /** DDD e número. */
  telefone: number;
}

/** Como o WhatsApp o aprovou, com o histórico das revisões. */
interface Template {
  modelo: number;
  texto: string;
  botao: { rotulo: string; link: string };
  revisoes: { quando: string; parecer: string }[];
}

const LISTS = 60;
const CONTACTS_A_LIST = 800;
const PEOPLE = 6_000;
const MOST_LISTS = 5;
const AREA_CODES = [11, 21, 27, 31, 41, 47, 51, 61, 62, 71, 81, 85, 91, 92];
/** Letras, com acento, hífen ou apóstrofo, e um espaço entre os nomes: “Ana d'Ávila Sant-Anna”. */
// Preguiçosa, para não engolir o nome todo e ter de voltar.
const NAME = /^(\p{L}+?['-]?\s?)+?$/u;

/** Faz as vezes do banco de dados: a mesma lista traz sempre os mesmos contatos. */
const lists = new Map<number, Contact[]>();
for (let number = 1; number <= LISTS; number++) {
  const contacts = Array.from({ length: CONTACTS_A_LIST }, (_, i) => contactOf((number * 613 + i * 7) % PEOPLE));
  lists.set(number, contacts);
}
const templates = new Map([1, 2, 3].map((number) => [number, templateOf(number)]));

/** Em algumas casas o telefone é um só, para dois cadastros. */
function contactOf(person: number): Contact {
  const house = person % 50 === 0 ? person + 1 : person;
  const areaCode = AREA_CODES[house % AREA_CODES.length] ?? 11;
  return { cadastro: 10_000 + person, telefone: areaCode * 1e9 + 980_000_000 + house * 1_009 };
}

function templateOf(modelo: number): Template {
  const revisoes = Array.from({ length: 32 }, (_, i) => {
    const quando = new Date(Date.UTC(2026, 10, 1) - i * 86_400_000).toISOString();
    return { quando, parecer: `Versão ${i + 1}: sem promessa de prazo, com o aviso de saída.` };
  });
  const botao = { rotulo: 'Ver ofertas', link: 'https://loja.example/ofertas/' };
  return { modelo, texto: `Olá, cliente {cadastro}! As ofertas da semana ${modelo} já chegaram.`, botao, revisoes };
}

async function findContacts(numbers: readonly number[]): Promise<Contact[]> {
  await delay(5);
  return numbers.flatMap((number) => lists.get(number) ?? []);
}

function removeDuplicates(contacts: readonly Contact[]): Contact[] {
  const unique: Contact[] = [];
  for (const contact of contacts) {
    // O some para no primeiro que encontra, em vez de ir sempre até o fim.
    const repeated = unique.some(
      ({ cadastro, telefone }) => cadastro === contact.cadastro || telefone === contact.telefone,
    );
    if (!repeated) unique.push(contact);
  }
  return unique;
}

async function prepareSending(numbers: number[]) {
  const contacts = await findContacts(numbers);
  const recipients = removeDuplicates(contacts);
  const porDdd: Record<string, number> = {}; // para o relatório da operadora
  for (const { telefone } of recipients) {
    const areaCode = Math.floor(telefone / 1e9);
    porDdd[areaCode] = (porDdd[areaCode] ?? 0) + 1;
  }
  const [primeiro, ultimo] = [recipients[0]?.cadastro ?? 0, recipients.at(-1)?.cadastro ?? 0];
  return { listas: numbers, contatos: contacts.length, destinatarios: recipients.length, primeiro, ultimo, porDdd };
}

/** O que se escreve na mensagem de um não pode aparecer na de outro, nem no modelo. */
function copyTemplate(template: Template): Template {
  // A cópia nativa, sem passar por texto.
  return structuredClone(template);
}

function fillIn(template: Template, { cadastro }: Contact): Template {
  const message = copyTemplate(template);
  message.texto = message.texto.replace('{cadastro}', String(cadastro));
  message.botao.link += cadastro;
  return message;
}

async function preview(lista: number, template: Template) {
  let caracteres = 0;
  let last = template;
  for (const contact of await findContacts([lista])) {
    last = fillIn(template, contact);
    caracteres += last.texto.length + last.botao.link.length;
  }
  return { lista, modelo: template.modelo, caracteres, ultima: { texto: last.texto, botao: last.botao } };
}

function isName(text: string): boolean {
  return text.length <= 60 && NAME.test(text);
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

async function route(address: string, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(address, 'http://localhost');
  const [, page = '', id] = /^\/(\w+)(?:\/(\d{1,3}))?$/.exec(pathname) ?? [];
  if (pathname === '/saude') return reply(response, 200, { ok: true });

  const list = Number(id ?? searchParams.get('lista'));
  if (page === 'listas' && lists.has(list)) {
    return reply(response, 200, { lista: list, contatos: (await findContacts([list])).length });
  }
  const template = templates.get(Number(searchParams.get('modelo')));
  if (page === 'previas' && template && lists.has(list)) return reply(response, 200, await preview(list, template));

  const nome = searchParams.get('nome');
  if (page === 'nomes' && nome) return reply(response, 200, { nome, valido: isName(nome) });

  const numbers = (searchParams.get('listas') ?? '').split(',').map(Number);
  const known = numbers.length <= MOST_LISTS && numbers.every((number) => lists.has(number));
  if (page === 'envios' && known) return reply(response, 200, await prepareSending(numbers));
  if (['envios', 'previas', 'nomes'].includes(page)) return reply(response, 400, { erro: 'Confira o que pediu.' });
  return reply(response, 404, { erro: 'Não conheço este endereço.' });
}

createServer((request, response) => {
  route(request.url ?? '/', response).catch((error: unknown) => {
    console.error(error);
    reply(response, 500, { erro: 'Algo falhou do nosso lado.' });
  });
}).listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');
