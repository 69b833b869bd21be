/**
 * Uma cotação de fretes que exercita todos os perfis de uma vez: é o processo de que a lição “Os perfis, um a um” tira
 * os seus exemplos. Cada defeito tem uma função pequena e com nome.
 */
import 'vazou/diagnostics';
import { open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

const cotacoes: { cep: string; opcoes: string[] }[] = [];
const etiquetas: Buffer[] = [];
const tabelas: unknown[] = [];
const filaDaTransportadora: (() => void)[] = [];

function montarCotacao(cep: string): { cep: string; opcoes: string[] } {
  const opcoes: string[] = [];
  for (let i = 0; i < 60; i++) opcoes.push(`transportadora ${i}, CEP ${cep}, prazo ${(i % 9) + 1}`.toUpperCase());
  return { cep, opcoes };
}

/** Guarda 16 bytes, e com eles os 64 KiB de onde saíram. */
function lerEtiqueta(numero: number): Buffer {
  const arquivo = Buffer.alloc(64 * 1024, numero);
  return arquivo.subarray(0, 16);
}

async function abrirTabela(): Promise<unknown> {
  return open(import.meta.filename);
}

async function esperarTransportadora(): Promise<void> {
  await new Promise<void>((atendida) => filaDaTransportadora.push(atendida));
}

/** Cubagem por tentativa: um laço de 120 ms, que não devolve a vez. */
function calcularCubagem(): number {
  const fim = Date.now() + 120;
  let volume = 0;
  while (Date.now() < fim) for (let lado = 1; lado < 20_000; lado++) volume = (volume + lado * lado * lado) % 1_000_003;
  return volume;
}

function iniciarRoteirizador(): Worker {
  return new Worker('setInterval(() => {}, 1000)', { eval: true });
}

for (let i = 0; i < 2; i++) iniciarRoteirizador();
for (let i = 0; ; i++) {
  cotacoes.push(montarCotacao(String(10_000_000 + i)));
  if (i < 200) etiquetas.push(lerEtiqueta(i));
  if (i < 40) tabelas.push(await abrirTabela());
  if (i < 300) void esperarTransportadora();
  if (i % 40 === 0) calcularCubagem();
  await delay(5);
}
