const comprovantes: Buffer[] = [];

export function vaza(i: number): void {
  const arquivo = Buffer.alloc(64 * 1024, i);
  comprovantes.push(arquivo.subarray(0, 16)); // 16 bytes que seguram 64 KiB
}

// Corrigido: uma cópia com memória própria.
const proprios: Buffer[] = [];

export function corrigido(i: number): void {
  const arquivo = Buffer.alloc(64 * 1024, i);
  const copia = Buffer.allocUnsafeSlow(16); // a comum sairia de um bloco dividido, e seguraria o bloco
  arquivo.copy(copia, 0, 0, 16);
  proprios.push(copia);
}
