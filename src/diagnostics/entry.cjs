// @ts-check
/**
 * What `vazou/diagnostics` resolves to. The rest is TypeScript, which Node runs as it is, but not before 22.18 and not
 * below `node_modules`: there it must say what to do, in a language that such a Node understands. CommonJS, so that
 * `--import`, `--require`, `import` and `require` all work.
 */
const { sep } = require('node:path');

const isCopied = __dirname.includes(`${sep}node_modules${sep}`);

if (process.features.typescript && !isCopied) {
  require('./index.ts');
} else {
  // The words are here and not in words.ts, which could not be read.
  const why = isCopied
    ? 'o Node não roda TypeScript dentro de node_modules'
    : `o Node ${process.version} não roda TypeScript (22.18 ou mais novo roda)`;
  process.stderr.write(
    `vazou/diagnostics: ${why}, então este processo segue sem /debug/pprof. Na pasta da Vazou, npm run diagnostics:pack faz um pacote em JavaScript para instalar aqui.\n`,
  );
}
