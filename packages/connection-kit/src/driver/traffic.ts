import type { Socket } from "node:net";

/** What has gone over a connection, in bytes, by which a slow line is told from a silent server. */
export interface Traffic {
  readonly received: number;
  /** What has been written to it, whether or not it has left. */
  readonly written: number;
  /** How much of that has left this process. What the system has taken over has. */
  readonly left: number;
}

/** Node itself goes by it where a socket has a timeout: what the system has not taken yet. Neither is documented. */
interface SocketHandle {
  readonly bytesWritten?: number;
  readonly writeQueueSize?: number;
}

export function trafficOf(socket: Socket): Traffic {
  const { bytesRead: received, bytesWritten: written = 0, writableLength } = socket;
  const { _handle: handle } = socket as { _handle?: SocketHandle | null };
  const { bytesWritten, writeQueueSize } = handle ?? {};
  // Without these, one large value leaves all at once, when all of it has.
  const left =
    bytesWritten === undefined || writeQueueSize === undefined
      ? written - writableLength
      : bytesWritten - writeQueueSize;
  return { received, written, left };
}
