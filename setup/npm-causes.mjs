// @ts-check
import { SetupError } from './words.mjs';

/** npm's own codes, each with its cause and its mend. */
const CAUSES = /** @type {const} */ ([
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH|network/i,
    'O registro do npm não respondeu: sem rede, proxy ou VPN no caminho.',
    'Confira a rede e "npm config get registry" e rode o mesmo comando de novo. Depois de instalada, a oficina funciona sem rede.',
  ],
  [
    /E40[134]/,
    'O registro do npm recusou ou não tem um dos pacotes.',
    'Confira "npm config get registry" (espelhos internos às vezes atrasam) e rode de novo.',
  ],
  [/ENOSPC/, 'O disco encheu.', 'Libere cerca de 1 GB nesta partição e rode o mesmo comando de novo.'],
  [
    /EACCES|EPERM|EROFS/,
    'Sem permissão para escrever nesta pasta.',
    'Clone o repositório numa pasta sua (não use sudo) e rode de novo.',
  ],
  [
    /EUSAGE|Missing:.*from lock file/,
    'package.json e package-lock.json discordam.',
    'Se você mudou dependências, rode "npm install" e guarde o package-lock.json.',
  ],
  [/EBADPLATFORM/, 'Um pacote não existe para esta plataforma.', 'Abra uma issue com a saída abaixo.'],
  [/ENOENT.*npm|spawn npm/, 'O npm não foi encontrado.', 'Instale o npm (vem com o Node) e rode de novo.'],
]);

/**
 * Why `npm ci` failed, in words.
 * @param {string} tail the end of npm's output
 */
export function explainNpm(tail) {
  const [, why, mend] = CAUSES.find(([pattern]) => pattern.test(tail)) ?? [
    null,
    'O npm parou com um erro que não reconhecemos.',
    'Leia a saída abaixo; se nada ajudar, abra uma issue com ela.',
  ];
  return new SetupError('a instalação das dependências falhou.', why, mend, tail);
}
