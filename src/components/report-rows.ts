/** A piece of a printed report: a row of `top`, its numbers apart from its name, or whatever else stands there. */
export type ReportPiece =
  | { readonly kind: 'row'; readonly numbers: string; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

/** flat, flat%, sum%, cum, cum%, and two spaces before the name. */
const ROW = /^( *\S+ +\S+% +\S+% +\S+ +\S+% {2})(\S.*\n?)$/;

/** Nothing is lost: the pieces, one after another, are the text. */
export function reportPieces(text: string): readonly ReportPiece[] {
  return text.split(/(?<=\n)/).map((line): ReportPiece => {
    const [, numbers, name] = ROW.exec(line) ?? [];
    return numbers === undefined || name === undefined ? { kind: 'text', text: line } : { kind: 'row', numbers, name };
  });
}
