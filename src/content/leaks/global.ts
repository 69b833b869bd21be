const pedidosVistos = new Map<string, { corpo: number[] }>();

export function vaza(i: number): void {
  pedidosVistos.set(`pedido-${i}`, { corpo: Array<number>(500).fill(i) }); // e ninguém apaga
}

// Corrigido: um limite, e quem entrou primeiro sai.
const recentes = new Map<string, { corpo: number[] }>();

export function corrigido(i: number): void {
  recentes.set(`pedido-${i}`, { corpo: Array<number>(500).fill(i) });
  const [antigo] = recentes.keys();
  if (recentes.size > 20 && antigo !== undefined) recentes.delete(antigo);
}
