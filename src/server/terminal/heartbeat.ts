import type { WebSocket } from 'ws';

/**
 * Ends a WebSocket whose page vanished without a word (a closed laptop), which would hold its terminal's output for
 * ever: one that says nothing for `everyMs` after a ping, not even the pong that a browser sends by itself.
 */
export function endOnceSilent(socket: WebSocket, everyMs: number): Disposable {
  let heard = true;
  let look: NodeJS.Immediate | undefined;
  const ask = () => {
    if (!heard) return socket.terminate();
    heard = false;
    socket.ping();
  };
  // Where this process was what stood still, an answer has come and was not read: a timer's turn precedes that of
  // sockets, an immediate's follows it.
  const beat = setInterval(() => (look = setImmediate(ask)), everyMs);
  const hear = () => (heard = true);
  socket.on('pong', hear).on('message', hear);
  return {
    [Symbol.dispose]: () => {
      clearInterval(beat);
      clearImmediate(look);
      socket.off('pong', hear).off('message', hear);
    },
  };
}
