import type { Socket } from "node:net";

/** The numbers of bytes that went over a connection: they distinguish a slow network from a silent server. */
export interface Traffic {
  /** Bytes read from the socket. */
  readonly received: number;
  /** Bytes written to the socket, whether they have left this process or not. */
  readonly written: number;
  /** How many of the written bytes the operating system has accepted. */
  readonly left: number;
}

/**
 * Undocumented fields, by which Node itself decides whether a socket with a timeout is active: bytes that the system
 * has not accepted yet.
 */
interface SocketHandle {
  readonly bytesWritten?: number;
  readonly writeQueueSize?: number;
}

/** Returns the traffic of a socket. */
export function trafficOf(socket: Socket): Traffic {
  const { bytesRead: received, bytesWritten: written = 0, writableLength } = socket;
  const { _handle: handle } = socket as { _handle?: SocketHandle | null };
  const { bytesWritten, writeQueueSize } = handle ?? {};
  // Without these fields, a large value counts as unsent until all of it has left.
  const left =
    bytesWritten === undefined || writeQueueSize === undefined
      ? written - writableLength
      : bytesWritten - writeQueueSize;
  return { received, written, left };
}
