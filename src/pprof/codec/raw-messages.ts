/** The messages of profile.proto below the profile itself, as they stand in the file: references are ids, strings are indexes. */
import type { Int64 } from '../int64.ts';
import type { Mapping } from '../profile.ts';
import { BYTES, type WireReader } from './wire-reader.ts';

export interface RawLocation {
  id: Int64;
  mapping: Int64;
  address: Int64;
  lines: RawLine[];
  isFolded: boolean;
}

interface RawLine {
  function: Int64;
  line: Int64;
  column: Int64;
}

export interface RawMapping extends Omit<Mapping, 'file' | 'buildId'> {
  file: Int64;
  buildId: Int64;
}

export interface RawFunction {
  id: Int64;
  name: Int64;
  systemName: Int64;
  filename: Int64;
  startLine: Int64;
}

export interface RawValueType {
  type: Int64;
  unit: Int64;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export function readIntegers(reader: WireReader, into: Int64[]): void {
  if (reader.type !== BYTES) {
    into.push(reader.signed());
    return;
  }
  const outer = reader.enter();
  while (reader.more) into.push(reader.int64());
  reader.leave(outer);
}

export function readValueType(reader: WireReader): RawValueType {
  const raw: RawValueType = { type: 0, unit: 0 };
  const outer = reader.enter();
  while (reader.more) {
    const field = reader.field();
    if (field === 1) raw.type = reader.signed();
    else if (field === 2) raw.unit = reader.signed();
    else reader.skip();
  }
  reader.leave(outer);
  return raw;
}

export function readMapping(reader: WireReader): RawMapping {
  const raw: Mutable<RawMapping> = {
    id: 0,
    start: 0,
    limit: 0,
    offset: 0,
    file: 0,
    buildId: 0,
    hasFunctions: false,
    hasFilenames: false,
    hasLineNumbers: false,
    hasInlineFrames: false,
  };
  const outer = reader.enter();
  while (reader.more) {
    switch (reader.field()) {
      case 1:
        raw.id = reader.unsigned();
        break;
      case 2:
        raw.start = reader.unsigned();
        break;
      case 3:
        raw.limit = reader.unsigned();
        break;
      case 4:
        raw.offset = reader.unsigned();
        break;
      case 5:
        raw.file = reader.signed();
        break;
      case 6:
        raw.buildId = reader.signed();
        break;
      case 7:
        raw.hasFunctions = reader.flag();
        break;
      case 8:
        raw.hasFilenames = reader.flag();
        break;
      case 9:
        raw.hasLineNumbers = reader.flag();
        break;
      case 10:
        raw.hasInlineFrames = reader.flag();
        break;
      default:
        reader.skip();
    }
  }
  reader.leave(outer);
  return raw;
}

export function readLocation(reader: WireReader): RawLocation {
  const raw: RawLocation = { id: 0, mapping: 0, address: 0, lines: [], isFolded: false };
  const outer = reader.enter();
  while (reader.more) {
    switch (reader.field()) {
      case 1:
        raw.id = reader.unsigned();
        break;
      case 2:
        raw.mapping = reader.unsigned();
        break;
      case 3:
        raw.address = reader.unsigned();
        break;
      case 4:
        raw.lines.push(readLine(reader));
        break;
      case 5:
        raw.isFolded = reader.flag();
        break;
      default:
        reader.skip();
    }
  }
  reader.leave(outer);
  return raw;
}

function readLine(reader: WireReader): RawLine {
  const raw: RawLine = { function: 0, line: 0, column: 0 };
  const outer = reader.enter();
  while (reader.more) {
    switch (reader.field()) {
      case 1:
        raw.function = reader.unsigned();
        break;
      case 2:
        raw.line = reader.signed();
        break;
      case 3:
        raw.column = reader.signed();
        break;
      default:
        reader.skip();
    }
  }
  reader.leave(outer);
  return raw;
}

export function readFunction(reader: WireReader): RawFunction {
  const raw: RawFunction = { id: 0, name: 0, systemName: 0, filename: 0, startLine: 0 };
  const outer = reader.enter();
  while (reader.more) {
    switch (reader.field()) {
      case 1:
        raw.id = reader.unsigned();
        break;
      case 2:
        raw.name = reader.signed();
        break;
      case 3:
        raw.systemName = reader.signed();
        break;
      case 4:
        raw.filename = reader.signed();
        break;
      case 5:
        raw.startLine = reader.signed();
        break;
      default:
        reader.skip();
    }
  }
  reader.leave(outer);
  return raw;
}
