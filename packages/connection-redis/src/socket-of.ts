import { Socket } from "node:net";

type Connect = Socket["connect"];

/**
 * Runs `work` and returns the socket that it starts to connect; undefined if it does not do so synchronously.
 * node-redis does not expose its sockets, whose traffic distinguishes a slow line from a silent server.
 */
export function socketOf(work: () => void): Socket | undefined {
  const { connect } = Socket.prototype;
  let socket: Socket | undefined;
  Socket.prototype.connect = function (this: Socket, ...args: Parameters<Connect>) {
    socket = this;
    return connect.apply(this, args);
  } as Connect;
  try {
    work();
  } finally {
    Socket.prototype.connect = connect;
  }
  return socket;
}
