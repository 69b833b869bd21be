const porChave = new Map<string, WeakRef<object>>();

export function vaza(i: number): void {
  // O valor pode ser coletado; a entrada, com a chave, não.
  porChave.set(`cliente-${i}-${'x'.repeat(4_000)}`, new WeakRef({ i }));
}

// Corrigido: quando o valor morre, a entrada sai.
const vivos = new Map<string, WeakRef<object>>();
const mortos = new FinalizationRegistry((chave: string) => vivos.delete(chave));

export function corrigido(i: number): void {
  const cliente = { i };
  const chave = `cliente-${i}-${'x'.repeat(4_000)}`;
  vivos.set(chave, new WeakRef(cliente));
  mortos.register(cliente, chave);
}
