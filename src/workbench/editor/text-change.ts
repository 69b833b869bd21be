/** From one text to another: the part that differs, as offsets of the old text, and what stands there in the new one. */
export interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The smallest one piece that turns `before` into `after`: what stands around it keeps its cursor and its marks. Pure. */
export function textChange(before: string, after: string): TextChange {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  // Half a character is none that an editor can put in.
  if (/[\uD800-\uDBFF]/.test(before[start - 1] ?? '')) start--;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  if (/[\uDC00-\uDFFF]/.test(before.at(-end) ?? '') && end > 0) end--;
  return { from: start, to: before.length - end, text: after.slice(start, after.length - end) };
}
