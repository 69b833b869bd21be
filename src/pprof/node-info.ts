import type { Int64 } from './int64.ts';
import { basePath } from './path.ts';
import { compareUtf8 } from './text.ts';

/** What a row of a report stands for: a function, a file, a line or an address, by the granularity. */
export interface NodeInfo {
  readonly name: string;
  /** 0 unless the granularity is addresses. */
  readonly address: Int64;
  readonly file: string;
  readonly startLine: Int64;
  /** 0 unless the granularity is lines or addresses. */
  readonly line: Int64;
  readonly column: Int64;
  /** The binary; empty when functions of several binaries shall be one. */
  readonly objectFile: string;
}

/** The parts of a row's name: address, function, `file:line`. */
export function nameParts(info: NodeInfo): string[] {
  const parts: string[] = [];
  if (info.address !== 0) parts.push(info.address.toString(16).padStart(16, '0'));
  if (info.name !== '') parts.push(info.name);
  if (info.line !== 0) {
    parts.push(info.column === 0 ? `${info.file}:${info.line}` : `${info.file}:${info.line}:${info.column}`);
  } else if (info.file !== '') {
    parts.push(info.file);
  } else if (info.name === '') {
    parts.push(info.objectFile === '' ? '<unknown>' : `[${basePath(info.objectFile)}]`);
  }
  return parts;
}

export function printableName(info: NodeInfo): string {
  return nameParts(info).join(' ');
}

/** The function that a row is of, however finely rows are told apart; of what has no name, what a report prints. */
export function functionName(info: NodeInfo): string {
  return info.name === '' ? printableName({ ...info, address: 0 }) : info.name;
}

/** Last resort of every ordering, so that reports never depend on chance: the fields as Go's `%v` prints them. */
export function compareInfo(a: NodeInfo, b: NodeInfo): number {
  return compareUtf8(fieldsText(a), fieldsText(b));
}

function fieldsText({ name, address, file, startLine, line, column, objectFile }: NodeInfo): string {
  const place = column === 0 ? `${line}` : `${line} ${column}`;
  return `{${name}  ${address} ${file} ${startLine} ${place} ${objectFile}}`;
}
