export const doctor = {
  title: 'Vazou · exame da máquina',
  healthy: 'Tudo em ordem: "npm start" abre a oficina.',
  sick: (count: number) =>
    count === 1 ? 'Há 1 problema acima; o resto está em ordem.' : `Há ${count} problemas acima; o resto está em ordem.`,
  marks: { ok: 'ok   ', note: 'nota ', problem: 'ERRO ' },
  node: {
    name: 'Node da oficina',
    ok: (version: string) => `${version}, o mesmo para todos os participantes`,
    wrong: (found: string, wanted: string) =>
      `este processo roda no ${found}, e a oficina pede o ${wanted}. Rode com "npm run doctor", não com o node da máquina.`,
  },
  profiler: {
    name: 'Profiler nativo (@datadog/pprof)',
    ok: (bytes: number) => `carrega e tira um perfil de heap (${bytes} bytes)`,
    failed: (reason: string) =>
      `não carregou: ${reason}. Apague node_modules e rode "npm run doctor" de novo; se persistir, abra uma issue com esta linha.`,
  },
  terminal: {
    name: 'Terminal da bancada (node-pty)',
    ok: 'abre um pseudoterminal',
    failed: (reason: string) =>
      `não abriu um pseudoterminal: ${reason}. Na bancada, cada linha roda como um comando; num terminal seu, nada muda. Apague node_modules e rode "npm run doctor" de novo para tentar instalá-lo outra vez.`,
  },
  site: {
    name: 'Site',
    ok: 'montado em dist/',
    missing: 'ainda não montado; o "npm start" monta.',
  },
  workspace: {
    name: 'Pasta do seu código',
    ok: (path: string) => `${path} aceita escrita`,
    failed: (path: string, reason: string) =>
      `não dá para escrever em ${path} (${reason}). Clone o repositório numa pasta sua.`,
  },
  port: {
    name: (port: number) => `Porta ${port}`,
    use: { 4321: 'oficina', 8080: 'serviço do laboratório', 6060: 'diagnóstico' } as Readonly<Record<number, string>>,
    free: (use: string) => `livre (${use})`,
    taken: (use: string) => `ocupada por outro programa; a ${use} usa a próxima livre e diz qual é`,
  },
  memory: {
    name: 'Memória livre',
    ok: (mib: string) => `${mib} MiB`,
    low: (mib: string, needed: string) =>
      `${mib} MiB; um laboratório e o navegador pedem uns ${needed}. Feche algo antes da aula.`,
  },
  go: {
    name: 'Go (opcional)',
    ok: (version: string) => `${version}: "go tool pprof" funciona nos laboratórios`,
    missing: 'não instalado; só faz falta para comparar com o "go tool pprof"',
  },
} as const;
