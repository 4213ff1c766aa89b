import { Socket } from "node:net";

type Connect = Socket["connect"];

/**
 * Does `work`, and returns the socket that it begins to connect; undefined where it does not do so at once. node-redis keeps its sockets to
 * itself, and how much has gone over them is what a slow line is told from a silent server by.
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
