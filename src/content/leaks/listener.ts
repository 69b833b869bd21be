import { EventEmitter } from 'node:events';

const cotacoes = new EventEmitter().setMaxListeners(0);

export function vaza(i: number): void {
  const tela = Array<number>(500).fill(i);
  cotacoes.on('mudou', () => tela.length); // um a mais a cada tela aberta
}

// Corrigido: quem entra sai. O sinal tira o listener quando a tela fecha.
export function corrigido(i: number): void {
  const tela = Array<number>(500).fill(i);
  const atualizar = () => tela.length;
  cotacoes.on('mudou', atualizar);
  cotacoes.off('mudou', atualizar);
}
