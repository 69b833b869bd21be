const avisos = new FinalizationRegistry((fechar: () => void) => fechar());

export function vaza(i: number): void {
  const conexao = { nome: `banco-${i}`, dados: Array<number>(500).fill(i) };
  // O que se guarda para o aviso é segurado até ele; e alcança, pela closure, o objeto que tem de morrer antes.
  avisos.register(conexao, () => void conexao.nome);
}

// Corrigido: o que se guarda para o aviso não alcança o objeto.
const nomes = new FinalizationRegistry((nome: string) => void nome);

export function corrigido(i: number): void {
  const conexao = { nome: `banco-${i}`, dados: Array<number>(500).fill(i) };
  nomes.register(conexao, conexao.nome);
}
