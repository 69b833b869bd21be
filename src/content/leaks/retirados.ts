const esteira: (number[] | undefined)[] = [];
let primeiro = 0;

export function vaza(i: number): void {
  esteira.push(Array<number>(500).fill(i));
  void esteira[primeiro++]; // tirado da fila, e ainda dentro do array
}

// Corrigido: o lugar de quem saiu fica vazio.
const limpa: (number[] | undefined)[] = [];
let vez = 0;

export function corrigido(i: number): void {
  limpa.push(Array<number>(500).fill(i));
  limpa[vez++] = undefined;
}
