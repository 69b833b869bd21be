const desligando = new AbortController();

export function vaza(i: number): void {
  const pedido = Array<number>(500).fill(i);
  // O sinal vive tanto quanto o processo, e guarda um ouvinte por pedido.
  desligando.signal.addEventListener('abort', () => pedido.length);
}

// Corrigido: o ouvinte sai quando o pedido acaba.
export function corrigido(i: number): void {
  const pedido = Array<number>(500).fill(i);
  const acabou = new AbortController();
  desligando.signal.addEventListener('abort', () => pedido.length, { signal: acabou.signal });
  acabou.abort();
}
