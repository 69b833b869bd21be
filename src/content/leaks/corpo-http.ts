import { Agent, get, type IncomingMessage } from 'node:http';

const agente = new Agent({ keepAlive: true });

export function vaza(url: string): Promise<number> {
  return new Promise((pronto) => {
    // Só interessa o status; o corpo, ninguém lê, e a conexão fica presa a ele.
    get(url, { agent: agente }, (resposta: IncomingMessage) => pronto(resposta.statusCode ?? 0));
  });
}

// Corrigido: jogar o corpo fora também é lê-lo.
export function corrigido(url: string): Promise<number> {
  return new Promise((pronto) => {
    get(url, { agent: agente }, (resposta: IncomingMessage) => {
      resposta.resume();
      resposta.once('end', () => pronto(resposta.statusCode ?? 0));
    });
  });
}

export const abertos = (): number => Object.values(agente.sockets).flat().length;
