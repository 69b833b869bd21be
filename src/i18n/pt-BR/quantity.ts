/** Quantities as Brazilians write them. */
const integer = new Intl.NumberFormat('pt-BR', { maximumFractionDigits: 0 });
const decimal = new Intl.NumberFormat('pt-BR', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

const wholePercent = new Intl.NumberFormat('pt-BR', { style: 'percent' });
const twoDecimals = new Intl.NumberFormat('pt-BR', { maximumFractionDigits: 2 });

const KIB = 1024;
const MIB = 1024 * KIB;

/** 12345 → `12.345` */
export function count(value: number): string {
  return integer.format(value);
}

/** 0.984 → `0,98`, 12 → `12`: means of what is counted. */
export function decimals(value: number): string {
  return twoDecimals.format(value);
}

/** 13002342 → `12,4 MiB`. Below one MiB in KiB, below one KiB in bytes. */
export function bytes(value: number): string {
  const size = Math.abs(value);
  if (size >= MIB) return `${decimal.format(value / MIB)} MiB`;
  if (size >= KIB) return `${decimal.format(value / KIB)} KiB`;
  return `${integer.format(value)} B`;
}

/** 1 `requisição`, 2 `requisições`: the noun with its number. */
export function counted(value: number, one: string, many: string): string {
  return `${count(value)} ${Math.abs(value) === 1 ? one : many}`;
}

/** 0.984 → `98%` */
export function percent(share: number): string {
  return wholePercent.format(share);
}

/** 15250 ms → `15,3 s` */
export function seconds(milliseconds: number): string {
  return `${decimal.format(milliseconds / 1_000)} s`;
}
