/** Words of the workbench: the tool beside the lessons. */
import type { LoadProgress, Variant } from '#lab/run.ts';
import { captures } from './captures.ts';
import { chart } from './chart.ts';
import { editor } from './editor.ts';
import { count, counted } from './quantity.ts';
import { diagnosis, hints, verdict } from './verdict-panel.ts';

const variant: Record<Variant, string> = {
  mine: 'Minha cópia',
  original: 'Original',
  solution: 'Solução',
  'wrong-fix': 'Correção errada',
};

export const workbench = {
  variant,
  retry: 'Tentar de novo',
  dismiss: 'Fechar aviso',
  problem: {
    unreachable:
      'A oficina não respondeu: o npm start pode ter sido encerrado. Confira o terminal; quando ela voltar, repita a ação.',
    noWorkshop:
      'Quem respondeu não foi a oficina. Confira se a página foi aberta pelo link que o terminal mostrou e tente de novo.',
    unexpected: (detail: string) =>
      `Algo inesperado aconteceu nesta página (${detail}). Recarregue-a: o seu código e os rascunhos ficam guardados.`,
  },
  connection: {
    connecting: 'Chamando a oficina…',
    reconnecting:
      'A oficina não está respondendo. Tentando de novo sozinho: o que você digitou continua aqui, guardado neste navegador.',
    unreachableTitle: 'A oficina não está respondendo',
    unreachable:
      'Esta página está aberta, mas o processo que roda os laboratórios não responde. Inicie-o no terminal, na pasta do projeto; a bancada aparece assim que ele responder.',
    noSessionTitle: 'Abra pelo link que o terminal mostrou',
    noSession:
      'Esta aba não tem uma sessão válida: a oficina foi reiniciada, ou a página foi aberta sem o link. Abra de novo o link que o terminal mostrou ao iniciar. Seus rascunhos ficam guardados neste navegador.',
    staticTitle: 'Aqui dá para ler; para praticar, rode na sua máquina',
    static:
      'Este site foi publicado só como páginas. O laboratório é um processo Node.js de verdade e roda no seu computador: baixe o repositório e, na pasta dele, rode o comando abaixo.',
    refusedTitle: 'A oficina recusou esta página',
  },
  state: {
    stopped: 'Parado',
    starting: 'Iniciando…',
    ready: 'Rodando',
    stopping: 'Parando…',
    dead: 'Caiu',
  },
  controls: {
    title: 'Controles do laboratório',
    variant: 'Código',
    start: 'Iniciar',
    restart: 'Reiniciar',
    restartWith: (name: string) => `Reiniciar com: ${name}`,
    stop: 'Parar',
    gc: 'Forçar GC',
    gcShort: 'GC',
    gcRunning: 'Coletando…',
    gcMeaning:
      'Faz coletas de lixo completas: o que sobra no heap é o que alguém ainda segura. Serve para medir; não é conserto.',
    needsLab: 'Inicie o laboratório primeiro.',
  },
  load: {
    startBurst: (requests: number) => `Carga: ${counted(requests, 'requisição', 'requisições')}`,
    startBurstShort: (requests: number) => `Carga: ${count(requests)}`,
    start: 'Carga',
    endless: 'Carga contínua',
    endlessShort: 'Contínua',
    endlessMeaning: 'Envia requisições até você parar ou o processo morrer.',
    needsLab: 'Inicie o laboratório primeiro.',
    stop: 'Parar carga',
    stopShort: 'Parar',
    progress: 'Andamento da carga',
    ended: 'A carga terminou.',
    figures: ({ sent, total, requestsPerSecond, failed }: LoadProgress) =>
      `${count(sent)}${total === null ? '' : ` de ${count(total)}`} · ${count(requestsPerSecond)}/s` +
      (failed > 0 ? ` · ${counted(failed, 'falha', 'falhas')}` : ''),
  },
  addresses: {
    service: 'Serviço',
    diagnostics: 'pprof',
    serviceAddress: 'o endereço do serviço',
    diagnosticsAddress: 'o endereço do pprof',
    routes: (routes: number) => `${count(routes)} rotas`,
  },
  copy: {
    label: (what: string) => `Copiar ${what}`,
    copied: 'Copiado',
    failed: 'O navegador não deixou copiar: selecione o texto e copie com o teclado',
  },
  chart,
  panels: {
    label: 'Ferramentas',
    code: 'Código',
    terminal: 'Terminal',
    profile: 'Perfil',
    retainers: 'Retentores',
    verdict: 'Veredito',
    unsaved: 'há alterações não salvas',
  },
  editor,
  captures,
  profile: {
    empty: 'Nenhuma captura ainda.',
    emptyNext:
      'Inicie o laboratório, mande carga e capture. O botão já vem com o perfil de que este laboratório trata; a seta ao lado tem os outros.',
    loading: 'Buscando a captura…',
    wholePage: 'Abrir na página inteira',
    otherFile: 'O laboratório não tem este arquivo: ele é da plataforma ou de uma biblioteca.',
  },
  verdict,
  diagnosis,
  hints,
} as const;
