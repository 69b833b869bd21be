import { open } from 'node:fs/promises';

export async function vaza(): Promise<void> {
  await using abertos = new AsyncDisposableStack();
  for (let i = 0; i < 50; i++) {
    const arquivo = abertos.use(await open('package.json')); // só fecha no fim da função
    await arquivo.stat();
  }
}

// Corrigido: cada volta fecha o seu.
export async function corrigido(): Promise<void> {
  for (let i = 0; i < 50; i++) {
    await using arquivo = await open('package.json');
    await arquivo.stat();
  }
}
