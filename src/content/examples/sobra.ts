/** O que um trabalho deixa para trás. Só vale depois de coletas completas: rode com --expose-gc. */
import assert from 'node:assert/strict';

type Counter = 'heapUsed' | 'arrayBuffers';
type Call = (index: number) => unknown;

/** O piso no começo e depois de cada rodada do mesmo trabalho, em bytes. */
export async function floors(counter: Counter, call: Call, perRound: number, rounds: number): Promise<number[]> {
  const floor = async (): Promise<number> => {
    assert.ok(globalThis.gc, 'rode com --expose-gc');
    for (let i = 0; i < 6; i++) await globalThis.gc({ type: 'major', execution: 'async' });
    return process.memoryUsage()[counter];
  };
  const measured = [await floor()];
  for (let next = 0, round = 1; round <= rounds; round++) {
    const inLine = async (): Promise<void> => {
      while (next < round * perRound) await call(next++);
    };
    await Promise.all(Array.from({ length: 8 }, inLine)); // oito ao mesmo tempo, como num serviço
    measured.push(await floor());
  }
  return measured;
}

/** Bytes que cada chamada deixa. Um vazamento cresce em toda rodada; o ruído, não: vale a que menos cresceu. */
export async function leftPerCall(counter: Counter, call: Call, perRound = 400): Promise<number> {
  const [, ...warm] = await floors(counter, call, perRound, 4); // a primeira é aquecimento: o que enche, enche nela
  return Math.min(...warm.slice(1).map((floor, i) => floor - (warm[i] ?? 0))) / perRound;
}
