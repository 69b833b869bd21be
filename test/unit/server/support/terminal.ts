import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { TerminalClientMessage, TerminalInfo, TerminalServerMessage } from '#server/contract.ts';
import type { TestWorkshop } from './workshop.ts';

export const LAB = 'memory-leak';
/** For `expect.poll`: long enough for a busy machine, looked at often enough for an idle one. */
export const SOON = { timeout: 45_000, interval: 10 };

export type Hello = Extract<TerminalServerMessage, { type: 'hello' }>;

/** Opens a terminal as the page does: first it, then a look at it. */
export async function openTerminal(workshop: TestWorkshop): Promise<TerminalInfo> {
  const answer = await workshop.api(`/labs/${LAB}/terminals`, { method: 'POST' });
  if (answer.status !== 201) throw new Error(`${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as TerminalInfo;
}

/** A page that shows a terminal. */
export class Page implements AsyncDisposable {
  readonly socket: WebSocket;
  readonly messages: TerminalServerMessage[] = [];
  /** Everything that came as output. */
  output = '';
  bytes = 0;
  /** How it was closed. */
  readonly closed: Promise<number>;
  /** Whether it says what it has drawn, as a page does. */
  acknowledges = true;

  constructor(workshop: TestWorkshop, terminalId: string, lab = LAB) {
    const url = `${workshop.origin.replace('http', 'ws')}/ws/terminal?lab=${lab}&terminal=${terminalId}`;
    this.socket = new WebSocket(url, { headers: { cookie: workshop.cookie, origin: workshop.origin } });
    this.closed = once(this.socket, 'close').then(([code]) => code as number);
    this.socket.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) return void this.messages.push(JSON.parse(data.toString()) as TerminalServerMessage);
      this.output += data.toString('utf8');
      this.bytes += data.length;
      if (this.acknowledges) this.send({ type: 'ack', bytes: data.length });
    });
  }

  /** What it showed on arrival, and everything since. */
  get seen(): string {
    return this.messages.map((message) => (message.type === 'hello' ? message.screen : '')).join('') + this.output;
  }

  static async show(workshop: TestWorkshop, terminalId: string): Promise<Page> {
    const page = new Page(workshop, terminalId);
    await page.hello();
    return page;
  }

  send(message: TerminalClientMessage): void {
    this.socket.send(JSON.stringify(message));
  }

  type(text: string): void {
    this.send({ type: 'input', data: text });
  }

  /** What the terminal showed on arrival. */
  async hello(): Promise<Hello> {
    const isHello = (message: TerminalServerMessage): message is Hello => message.type === 'hello';
    await this.until(() => this.messages.some(isHello));
    return this.messages.find(isHello)!;
  }

  async says(text: string | RegExp): Promise<void> {
    await this.until(() => (typeof text === 'string' ? this.output.includes(text) : text.test(this.output)));
  }

  async until(holds: () => boolean): Promise<void> {
    const deadline = Date.now() + SOON.timeout;
    while (!holds()) {
      if (Date.now() > deadline) {
        throw new Error(`not in time: ${holds}\n${this.output.slice(-2000)}\n${JSON.stringify(this.messages)}`);
      }
      await delay(10);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.terminate();
    await this.closed;
  }
}
