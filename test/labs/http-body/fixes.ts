/** Ways in which learners change the http-body lab. */
import type { LabFixes } from '#lab/lab-fixes.ts';
import { editsOf } from '../edits.ts';

const edit = editsOf('http-body');

const AGENT = 'const agent = new Agent({ keepAlive: true });';
const STATUS = '  const status = answer?.statusCode ?? 0;\n';
const ANSWER = "  const [answer]: IncomingMessage[] = await once(outgoing, 'response');\n";
const DELIVERED = 'return reply(response, 200, { ...notice, ...(await deliver(notice)) });';
const SENT = `  const outgoing = send({ host: '127.0.0.1', port, path: '/webhook', method: 'POST', headers, agent });
  outgoing.end(JSON.stringify(notice));
`;
const RETURNED =
  "  return { entregue: status < 300, status, protocolo: String(answer?.headers['x-protocolo'] ?? '') };\n";

const fixes: LabFixes = {
  valid: {
    'desiste da conexão': edit([STATUS, `  answer?.destroy();\n${STATUS}`]),
    'lê e joga fora': edit([STATUS, `  for await (const chunk of answer ?? []) void chunk;\n${STATUS}`]),
    'com fetch, até o fim': edit(
      [
        SENT,
        "  const answer = await fetch(`http://127.0.0.1:${port}/webhook`, { method: 'POST', headers, body: JSON.stringify(notice) });\n  await answer.text();\n",
      ],
      [ANSWER, ''],
      [STATUS, '  const { status } = answer;\n'],
      [RETURNED, "  return { entregue: status < 300, status, protocolo: answer.headers.get('x-protocolo') ?? '' };\n"],
      ["import { once } from 'node:events';\n", ''],
      [AGENT, ''],
      ['import { Agent, createServer, request as send,', 'import { createServer,'],
    ),
    'um prazo para a conexão': edit([STATUS, `  answer?.setTimeout(1_000, () => answer.destroy());\n${STATUS}`]),
  },
  wrong: {
    'lê a página, e a guarda': {
      source: edit(
        [AGENT, `${AGENT}\nconst pages: string[] = [];`],
        [
          STATUS,
          `  let page = '';\n  for await (const chunk of answer ?? []) page += String(chunk);\n${STATUS}  if (status < 300) pages.push(page);\n`,
        ],
      ),
      fails: ['leak'],
    },
    'espera o primeiro pedaço': {
      source: edit([STATUS, `  await once(answer ?? outgoing, 'readable');\n${STATUS}`]),
      fails: ['leak'],
    },
    'no máximo oito conexões por loja': {
      source: edit([AGENT, 'const agent = new Agent({ keepAlive: true, maxSockets: 8 });']),
      ends: 'stuck',
    },
    'sem agente': {
      source: edit([AGENT, 'const agent = false;'], ['import { Agent, createServer', 'import { createServer']),
      fails: ['leak'],
    },
    'sockets que não se contam': {
      source: edit([STATUS, `  answer?.socket.unref();\n${STATUS}`]),
      fails: ['leak'],
    },
    'responde antes de avisar': {
      source: edit([
        DELIVERED,
        `deliver(notice).catch(console.error);
  const sure = { entregue: true, status: 200, protocolo: \`\${notice.loja}-\${notice.pedido}\` };
  return reply(response, 200, { ...notice, ...sure });`,
      ]),
      fails: ['leak', 'behaviour', 'load-refused'],
      breaks: 'O que a loja recusa fica como não entregue',
    },
    'não avisa mais': {
      source: edit([
        DELIVERED,
        `const accepted = notice.loja !== OUT_OF_ORDER;
  const sure = { entregue: accepted, status: accepted ? 200 : 503, protocolo: \`\${notice.loja}-\${notice.pedido}\` };
  return reply(response, 200, { ...notice, ...sure });`,
      ]),
      fails: ['behaviour'],
      breaks: 'O aviso chega à loja',
    },
    'escreve na lista da loja, sem chamá-la': {
      source: edit([
        DELIVERED,
        `const accepted = notice.loja !== OUT_OF_ORDER;
  if (accepted) received.get(notice.loja)?.push(notice);
  const sure = { entregue: accepted, status: accepted ? 200 : 503, protocolo: \`\${notice.loja}-\${notice.pedido}\` };
  return reply(response, 200, { ...notice, ...sure });`,
      ]),
      // Its list grows, too, which the stub keeps short.
      fails: ['behaviour'],
      mayFail: ['leak'],
      breaks: 'Quem diz se recebeu é a loja',
    },
    'fecha tudo de vez em quando': {
      source: edit([AGENT, `${AGENT}\nsetInterval(() => agent.destroy(), 30);`]),
      fails: ['behaviour', 'load-refused'],
    },
  },
};

export default fixes;
