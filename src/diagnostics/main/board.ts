import { Board } from '../board.ts';

/** The process's one: the worker gets its memory when it starts. */
export const board = new Board();
