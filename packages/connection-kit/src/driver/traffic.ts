import type { Socket } from "node:net";

/** The bytes that went over a connection. They distinguish a slow line from a silent server. */
export interface Traffic {
  readonly received: number;
  /** Bytes written to the socket, whether they have left this process or not. */
  readonly written: number;
  /** How many of these have left this process for the buffers of the system. */
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
