let tabela: { preco(): number; depurar?: () => string } | null = null;

export function vaza(i: number): void {
  const anterior = tabela;
  const linhas = Array<number>(500).fill(i);
  // depurar usa anterior e linhas; preco divide o escopo com ela, e segura os dois sem usar nenhum.
  const depurar = () => `${linhas.length} ${anterior === null}`;
  tabela = { preco: () => i, depurar };
}

// Corrigido: quem vive muito nasce num escopo que só tem o que ele usa.
let atual: { preco(): number } | null = null;
const criar = (preco: number) => ({ preco: () => preco });

export function corrigido(i: number): void {
  const linhas = Array<number>(500).fill(i);
  if (linhas.length > 0) atual = criar(i);
  void atual;
}
