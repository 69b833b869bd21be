/**
 * Where the reader's own module would be: what the leak tests of the lessons watch. The test of these examples puts the
 * code of a lab in its place, so that here stand only the types.
 */
import type { EventEmitter } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

export declare function monthlyReport(store: number, until: Date): Promise<unknown>;
export declare function publish(version: number, items: unknown): unknown;
export declare function loadItems(version: number): unknown;
export declare function summarize(xml: string): { readonly chave: string };
export declare function remember(summary: { readonly chave: string }): boolean;
export declare function keepReceipt(file: Buffer): unknown;
export declare function renderReturn(file: Buffer, receipt: unknown): Buffer;
export declare function findSheet(book: number): Promise<unknown>;
export declare function route(request: IncomingMessage, response: ServerResponse): Promise<void>;
export declare const server: Server;
export declare const contexts: ReadonlyMap<IncomingMessage, unknown>;
export declare function nextPosition(order: string, ms: number): Promise<unknown>;
export declare const positions: EventEmitter;
export declare function transfer(id: string, cents: number): Promise<unknown>;
export declare function settle(bank: string, client: number): Promise<unknown>;
export declare function deliver(notice: { loja: string; pedido: number; situacao: string }): Promise<unknown>;
export declare function removeDuplicates(contacts: readonly { cadastro: number; telefone: number }[]): unknown;
export declare function preview(list: number, template: object): Promise<unknown>;
export declare function isName(text: string): boolean;
export declare function buildTable(value: number): unknown;
export declare function dayOf(truck: number, day: number): Promise<unknown>;
export declare function withoutRepeats(ids: readonly number[]): number[];
