import { padLeft } from '../text.ts';

/**
 * Go's `tabwriter` with right alignment and one space between columns. A tab ends a cell; a column is a run of
 * consecutive lines that all have that cell, and is as wide as its widest cell.
 */
export function alignRight(lines: readonly string[]): string[] {
  const rows = lines.map((line) => line.split('\t'));
  const widths = rows.map(() => [] as number[]);
  const columns = Math.max(0, ...rows.map((row) => row.length - 1));
  for (let column = 0; column < columns; column++) {
    let start = 0;
    while (start < rows.length) {
      let end = start;
      let widest = 0;
      // The last cell of a line is not ended by a tab and belongs to no column.
      for (; end < rows.length && column < rows[end]!.length - 1; end++) {
        widest = Math.max(widest, [...rows[end]![column]!].length);
      }
      for (let row = start; row < end; row++) widths[row]![column] = widest === 0 ? 0 : widest + 1;
      start = end + 1;
    }
  }
  return rows.map((row, index) =>
    row.map((cell, column) => (column === row.length - 1 ? cell : padLeft(cell, widths[index]![column]!))).join(''),
  );
}
