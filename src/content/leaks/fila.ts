import { setTimeout as delay } from 'node:timers/promises';

const naFila: (() => void)[] = [];

export async function vaza(i: number): Promise<void> {
  const dados = Array<number>(500).fill(i);
  const vez = new Promise<number>((resolve) => naFila.push(() => resolve(dados.length)));
  await Promise.race([vez, delay(1)]); // quem desiste continua na fila
}

// Corrigido: quem desiste sai da fila.
const fila = new Set<() => void>();

export async function corrigido(i: number): Promise<void> {
  const dados = Array<number>(500).fill(i);
  let lugar = () => {};
  const vez = new Promise<number>((resolve) => fila.add((lugar = () => resolve(dados.length))));
  await Promise.race([vez, delay(1)]);
  fila.delete(lugar);
}
