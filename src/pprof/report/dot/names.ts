import { nameParts, type NodeInfo } from '../../node-info.ts';
import { basePath } from '../../path.ts';

// Packages and arguments of Java, Go and C++ names, which would make a box too wide.
const CPP_ANONYMOUS = /^\(anonymous namespace\)::/;
const GO_VERSION = /^(.*?)\/v(?:[2-9]|[1-9][0-9]+)([./].*)$/;
const GO = /^(?:[\w\-.]+\/)+(.+)/;
const JAVA = /^(?:[a-z]\w*\.)*([A-Z][\w$]*\.(?:<init>|[a-z][\w$]*(?:\$\d+)?))(?:(?:\()|$)/;
const CPP = /^(?:[_a-zA-Z]\w*::)+(_*[A-Z]\w*::~?[_a-zA-Z]\w*(?:<.*>)?)/;

/** A function's name without its package or namespace. */
export function shortFunctionName(name: string): string {
  const plain = name.replace(CPP_ANONYMOUS, '').replace(GO_VERSION, '$1$2');
  return GO.exec(plain)?.[1] ?? JAVA.exec(plain)?.[1] ?? CPP.exec(plain)?.[1] ?? plain;
}

/** A node's name over several lines, broken where the parts of a name meet. */
export function multilineName(info: NodeInfo): string {
  const name = escapeForDot(shortFunctionName(info.name))
    .replaceAll('::', '\\n')
    // Go's type parameters are one ellipsis, not three breaks.
    .replaceAll('[...]', '[…]')
    .replaceAll('.', '\\n');
  const file = info.file === '' ? '' : basePath(info.file);
  return `${nameParts({ ...info, name, file }).join('\\n')}\\n`;
}

/** Quotes and backslashes escaped; line ends become Graphviz's left-justified ones. */
export function escapeForDot(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\l');
}
