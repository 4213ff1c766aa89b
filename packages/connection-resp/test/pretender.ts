import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** A fake server with the answers that a test needs. */
export interface Pretender extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** All received data, in order. */
  received(): Buffer;
}

/** @param answer what is written when data arrives; `undefined`: nothing. */
export async function startPretender(
  answer: (received: string, socket: Socket) => string | undefined,
): Promise<Pretender> {
  const chunks: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      const text = answer(chunk.toString("latin1"), socket);
      if (text !== undefined) socket.write(text);
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    received: () => Buffer.concat(chunks),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
