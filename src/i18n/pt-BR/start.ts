/** What `npm start` prints. */
const usage = `Uso: npm start -- [opções]

  --port N   porta preferida, de 1 a 65535 (padrão 4321; 0 deixa o sistema escolher).
             Se estiver ocupada, a oficina usa a próxima livre.
  --help     mostra esta ajuda.`;

export const start = {
  help: usage,
  unclear: `Não entendi as opções.\n\n${usage}`,
  portTaken: (wanted: number, got: number) =>
    `A porta ${wanted} está ocupada por outro programa; a oficina está na ${got}.`,
  /** The link stands on a line of its own, so that terminals make it clickable and scripts find it. */
  ready: (link: string) => `
A oficina está no ar. Abra este link no navegador:

${link}

O link é só seu: quem o tem pode rodar código nesta máquina. Ele vale enquanto a oficina estiver no ar.
Para encerrar a oficina e os laboratórios, tecle Ctrl-C aqui.
`,
  stopping: '\nEncerrando a oficina e os laboratórios… (Ctrl-C de novo encerra na marra)',
  stopped: 'Tudo encerrado. O seu código continua na pasta workspace. Até a próxima!',
  failed: (reason: string) =>
    `A oficina não conseguiu começar (${reason}).\n` +
    'Rode “npm run doctor” para ver o que falta nesta máquina; se a causa for a porta, tente “npm start -- --port 5000”.',
} as const;
