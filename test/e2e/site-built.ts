/** Without a built site every page would be a 404, and every test a timeout. */
import { access } from 'node:fs/promises';

export default async function siteBuilt(): Promise<void> {
  await access(new URL('../../dist/index.html', import.meta.url)).catch(() => {
    throw new Error(
      'Não há site montado em dist/: rode "npm test -- navegador", que o monta antes, ou "npm run build".',
    );
  });
}
