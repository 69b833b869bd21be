/** What the workshop's server answers by itself; what a lab or the workspace refuses has its words in theirs. */
export const server = {
  error: {
    'no-session':
      'Esta aba não tem uma sessão da oficina, ou a oficina foi reiniciada depois que ela abriu. Abra de novo o link que o terminal mostrou no início.',
    'stale-link':
      'Este link é de outra execução da oficina e não vale mais: a cada início o terminal mostra um novo. Abra o mais recente.',
    'bad-host':
      'Este não é o endereço da oficina, e por segurança ela só responde no próprio. Use o link que o terminal mostrou, que começa com http://127.0.0.1.',
    'bad-origin':
      'O pedido veio de outra página, e por segurança a oficina só aceita os da própria página. Repita a ação na aba que o link do terminal abriu.',
    'bad-request': 'O pedido não está no formato que a oficina espera. Recarregue a página e tente de novo.',
    'unknown-lab': 'Não existe laboratório com este nome. Volte ao início da oficina e escolha um da lista.',
    'unknown-capture':
      'Esta captura não existe mais: a oficina guarda só as mais recentes de cada execução. Capture de novo.',
    'unknown-terminal':
      'Este terminal não existe mais: foi fechado, ficou muito tempo sem ninguém olhando, ou a oficina foi reiniciada. Abra outro.',
    'unknown-profile':
      'Não achei este perfil. Daqui só dá para abrir um .pb.gz que esteja na sua pasta de trabalho; os de outros lugares, arraste para a página dos perfis.',
    'not-found': 'Não há nada neste endereço. Confira o link ou volte ao início da oficina.',
    busy: 'Já há um veredito em andamento, e só um roda por vez. Espere ele terminar e peça de novo.',
    'too-many-labs':
      'Já há laboratórios demais rodando ao mesmo tempo, e a memória desta máquina tem limite. Pare um deles e tente de novo.',
    'too-many-terminals':
      'Já há terminais demais abertos, contando os das outras lições. Feche um deles e tente de novo.',
    'too-large': 'O conteúdo é grande demais para a oficina. Reduza o arquivo e salve de novo.',
    'too-many-followers': 'Há abas demais acompanhando este laboratório. Feche algumas e recarregue esta página.',
    'bad-profile-address':
      'Só dá para buscar perfis de processos desta máquina: http://127.0.0.1:PORTA/debug/pprof/heap (ou allocs, profile, goroutine, block, mutex, threadcreate, external, fd). Confira o endereço.',
    'profile-refused': 'O processo respondeu, mas não com um perfil.',
    'profile-no-answer':
      'Ninguém respondeu nesse endereço, ou a resposta demorou ou era grande demais. O processo está rodando? A porta é essa?',
    internal:
      'A oficina falhou de um jeito que não esperávamos. Tente de novo; se continuar, o terminal mostra o erro, e reiniciar a oficina não apaga o seu código.',
  },
  /** @param fields names of the fields that did not fit. */
  badFields: (fields: readonly string[]) =>
    `O pedido não está no formato que a oficina espera (${fields.join(', ')}). Recarregue a página e tente de novo.`,
  profileRefused: (status: number, reason: string) =>
    `O processo respondeu, mas não com um perfil: ${status}${reason === '' ? '' : ` – ${reason}`}. Confira o endereço.`,
  sourceTooLarge: (file: string) => `${file} é grande demais para mostrar aqui.`,
  sourceMissing: (file: string) => `Não achei ${file} nesta máquina: o perfil pode ter sido gravado em outra.`,
  siteNotBuilt:
    'As páginas da oficina ainda não foram construídas nesta pasta. Pare a oficina e rode “npm start”, que as constrói.',
} as const;
