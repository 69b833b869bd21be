const protocolos: string[] = [];

export function vaza(i: number): void {
  const nota = `<nota numero="${i}">${'x'.repeat(20_000)}</nota>`.split('').join('');
  protocolos.push(nota.slice(0, 24)); // 24 caracteres que seguram 20 mil
}

// Corrigido: um texto novo, do tamanho do pedaço.
const copiados: string[] = [];

export function corrigido(i: number): void {
  const nota = `<nota numero="${i}">${'x'.repeat(20_000)}</nota>`.split('').join('');
  copiados.push(Buffer.from(nota.slice(0, 24)).toString());
}
