/** The toy profile of the lesson on flat and cum: a small call tree whose figures the reader sets. */

export interface ToyFunction {
  readonly name: string;
  /** Index of the caller; null for the root. */
  readonly caller: number | null;
  /** MB that it allocates itself, before the reader changes it. */
  readonly own: number;
}

/** Callers stand before whom they call. */
export const TOY: readonly ToyFunction[] = [
  { name: 'atenderPedido', caller: null, own: 1 },
  { name: 'lerPedido', caller: 0, own: 4 },
  { name: 'lerJson', caller: 1, own: 12 },
  { name: 'montarNota', caller: 0, own: 8 },
  { name: 'emReais', caller: 3, own: 20 },
];

export interface ToyRow {
  readonly name: string;
  readonly flat: number;
  readonly cum: number;
  /** Shares of the total, from 0 to 1. */
  readonly flatShare: number;
  readonly sumShare: number;
  readonly cumShare: number;
}

/** What `top` says of it. @param own as the reader has set them, in the order of {@link TOY} */
export function toyTop(own: readonly number[], sort: 'flat' | 'cum'): readonly ToyRow[] {
  const cum = [...own];
  for (let index = TOY.length - 1; index > 0; index--) {
    const caller = TOY[index]?.caller ?? 0;
    cum[caller] = (cum[caller] ?? 0) + (cum[index] ?? 0);
  }
  const total = own.reduce((sum, value) => sum + value, 0);
  const share = (value: number): number => (total === 0 ? 0 : value / total);
  const functions = TOY.map(({ name }, index) => ({ name, flat: own[index] ?? 0, cum: cum[index] ?? 0 }));
  const order = (a: (typeof functions)[number], b: (typeof functions)[number]): number =>
    sort === 'flat' ? b.flat - a.flat || (a.name < b.name ? -1 : 1) : b.cum - a.cum || (a.name < b.name ? -1 : 1);
  let sum = 0;
  return functions.sort(order).map(({ name, flat, cum }) => {
    sum += flat;
    return { name, flat, cum, flatShare: share(flat), sumShare: share(sum), cumShare: share(cum) };
  });
}
