/** Words of the workbench's terminal, on the page and in what it prints itself. */
export const terminal = {
  /** Printed by the terminal without a pseudoterminal. */
  lines: {
    noPty: (reason: string) =>
      `O módulo do terminal (node-pty) não funcionou neste computador: ${reason}. Rode “npm run doctor” na pasta da oficina para ver o que falta.`,
    wished: (variable: string) => `A variável ${variable} pede assim.`,
    noFolder: (folder: string) => `cd: não existe a pasta ${folder}`,
    failed: (code: number) => `(terminou com o código ${code})`,
    notStarted: (reason: string) => `Não deu para rodar este comando: ${reason}`,
  },
} as const;
