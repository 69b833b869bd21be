/**
 * A cluster for the real kubectl to speak with. The API server is the tests' own, and has no more than what `port-forward`
 * and `cp` ask for; the client, the protocol between the two, and the process in the pod are the real ones.
 *
 * https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { EXEC, execTar } from './exec.ts';
import { forwardPorts, PORT_FORWARD, TUNNELLED } from './port-forward.ts';

export interface Pod {
  /** By the port that the pod has, where that is on this machine. */
  readonly ports: ReadonlyMap<number, number>;
  /** The folder that is its root. */
  readonly root: string;
}

const PODS = '/api/v1/namespaces/default/pods/';
/** Whom the server does not know it tells nothing: kubectl sends no token where there is no TLS, and so the address is one. */
const FORBIDDEN = 'HTTP/1.1 403 Forbidden\r\n\r\n';

export class ApiServer implements AsyncDisposable {
  readonly #pods: ReadonlyMap<string, Pod>;
  readonly #base = `/${randomUUID()}`;
  readonly #server: Server = createServer((request, response) => this.#answer(request, response));
  readonly #webSockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => [TUNNELLED, EXEC].find((known) => offered.has(known)) ?? false,
  });
  readonly #connections = new Set<Duplex>();

  static async start(pods: ReadonlyMap<string, Pod>): Promise<ApiServer> {
    const server = new ApiServer(pods);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  private constructor(pods: ReadonlyMap<string, Pod>) {
    this.#pods = pods;
    this.#server.on('upgrade', (request, socket: Duplex, head) => this.#upgrade(request, socket, head));
  }

  /** What goes into the file that `KUBECONFIG` names. */
  get kubeconfig(): string {
    const { port } = this.#server.address() as AddressInfo;
    return JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'test',
      clusters: [{ name: 'test', cluster: { server: `http://127.0.0.1:${port}${this.#base}` } }],
      contexts: [{ name: 'test', context: { cluster: 'test' } }],
    });
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const [status, body] = this.#get(this.#urlOf(request)?.pathname ?? '');
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  #get(path: string): readonly [number, object] {
    if (path === '/version') return [200, { major: '1', minor: '32', gitVersion: 'v1.32.0' }];
    if (path === '/api') return [200, { kind: 'APIVersions', versions: ['v1'] }];
    if (path === '/apis') return [200, { kind: 'APIGroupList', apiVersion: 'v1', groups: [] }];
    if (path === '/api/v1') return [200, RESOURCES];
    const name = path.startsWith(PODS) ? path.slice(PODS.length) : '';
    return this.#pods.has(name) ? [200, podNamed(name)] : [404, NOT_FOUND];
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = this.#urlOf(request);
    const [name = '', what] = url?.pathname.slice(PODS.length).split('/') ?? [];
    const pod = this.#pods.get(name);
    if (url === null || pod === undefined) {
      socket.end(FORBIDDEN);
      return;
    }
    this.#connections.add(socket);
    socket.once('close', () => this.#connections.delete(socket));
    if (request.headers.upgrade === 'SPDY/3.1' && what === 'portforward') {
      const agreed = ['connection: Upgrade', 'upgrade: SPDY/3.1', `x-stream-protocol-version: ${PORT_FORWARD}`];
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${agreed.join('\r\n')}\r\n\r\n`);
      socket.unshift(head);
      forward(socket, pod);
      return;
    }
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      if (webSocket.protocol === TUNNELLED) forward(createWebSocketStream(webSocket), pod);
      else execTar(webSocket, pod.root, url.searchParams.getAll('command'));
    });
  }

  /** Below our own address; null for anybody who does not know it. */
  #urlOf({ url = '/' }: IncomingMessage): URL | null {
    return url.startsWith(`${this.#base}/`) ? new URL(url.slice(this.#base.length), 'http://cluster') : null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    for (const connection of this.#connections) connection.destroy();
    await closed;
  }
}

function forward(connection: Duplex, { ports }: Pod): void {
  // A client that goes away in the middle of a word ends its own connection, and nothing else.
  forwardPorts(connection, ports).catch(() => connection.destroy());
}

const RESOURCES = {
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion: 'v1',
  resources: [{ name: 'pods', singularName: 'pod', namespaced: true, kind: 'Pod', verbs: ['get'] }],
};

function podNamed(name: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default' },
    spec: { containers: [{ name: 'pedidos', image: 'registro.example/pedidos:1.4.0' }] },
    status: { phase: 'Running' },
  };
}

const NOT_FOUND = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', reason: 'NotFound', code: 404 };
