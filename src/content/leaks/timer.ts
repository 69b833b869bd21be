export function vaza(i: number): void {
  const carrinho = Array<number>(500).fill(i);
  setInterval(() => carrinho.length, 60_000).unref(); // o timer é raiz, e segura o carrinho
}

// Corrigido: quem arma o timer o desarma.
export function corrigido(i: number): void {
  const carrinho = Array<number>(500).fill(i);
  const timer = setInterval(() => carrinho.length, 60_000);
  clearInterval(timer);
}
