import { once } from "node:events";
import net from "node:net";
import { clock } from "./clock.js";
import type { RedisServer } from "./redis-server.js";

/** The two sockets of a connection that goes through the proxy. */
interface Passage {
  readonly client: net.Socket;
  readonly server: net.Socket;
  /** How many more bytes of replies pass before the connection breaks. */
  left: number;
  /** Whether the network of this connection was cut: bytes do not arrive, and neither end gets an error. */
  isLost: boolean;
}

/**
 * A TCP proxy to a server that can simulate latency, limited bandwidth, and a network that is cut without an error at either
 * end. Without TLS.
 */
export class TcpProxy implements AsyncDisposable {
  /** The latency in milliseconds, in each direction. */
  latency = 0;
  /** The bandwidth of replies. */
  bytesPerSecond: number = Number.POSITIVE_INFINITY;
  /** The bandwidth of commands. */
  uploadBytesPerSecond: number = Number.POSITIVE_INFINITY;
  /** The number of connections through the proxy so far. */
  connections = 0;
  #target: RedisServer;
  readonly #listener: net.Server = net.createServer((client) => this.#join(client));
  readonly #passages: Set<Passage> = new Set();
  #isCut = false;

  constructor(target: RedisServer) {
    this.#target = target;
    // A test that forgets to stop the proxy must be able to end.
    this.#listener.unref();
  }

  async listen(host = "127.0.0.1", port = 0): Promise<void> {
    await once(this.#listener.listen(port, host), "listening");
  }

  get port(): number {
    return (this.#listener.address() as net.AddressInfo).port;
  }

  /** The server's URL through the proxy. */
  url(db?: number): string {
    return this.#target.url(db).replace(`:${this.#target.port}`, `:${this.port}`);
  }

  /** Sends new connections to another server from now on, as after a DNS change. Open connections do not change. */
  lead(target: RedisServer): void {
    this.#target = target;
  }

  /** Stops all bytes from now on, including the end of connections. New connections are accepted and get no reply. */
  cut(): void {
    this.#isCut = true;
    for (const passage of this.#passages) passage.isLost = true;
  }

  /** Cuts only the connection that has this address in CLIENT LIST of the server. */
  cutOne(address: string): void {
    for (const passage of this.#passages) {
      if (address.endsWith(`:${passage.server.localPort}`)) passage.isLost = true;
    }
  }

  /** Lets new connections through. The bytes of the connections that were cut are lost. */
  mend(): void {
    this.#isCut = false;
  }

  /** Breaks each open connection after this many more bytes of replies. New connections are not affected. */
  breakOff(bytes: number): void {
    for (const passage of this.#passages) {
      passage.left = bytes;
      if (bytes === 0) destroy(passage);
    }
  }

  async stop(): Promise<void> {
    for (const passage of this.#passages) destroy(passage);
    if (!this.#listener.listening) return;
    this.#listener.close();
    await once(this.#listener, "close");
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #join(client: net.Socket): Promise<void> {
    this.connections += 1;
    const server = net.connect(this.#target.port, this.#target.host);
    const passage: Passage = { client, server, left: Number.POSITIVE_INFINITY, isLost: this.#isCut };
    this.#passages.add(passage);
    await Promise.all([
      this.#carry(passage, client, server, () => this.uploadBytesPerSecond),
      this.#carry(passage, server, client, () => this.bytesPerSecond),
    ]);
    this.#passages.delete(passage);
  }

  async #carry(
    passage: Passage,
    from: net.Socket,
    to: net.Socket,
    bytesPerSecond: () => number,
  ): Promise<void> {
    from.unref();
    from.on("error", () => {});
    /** Bytes never overtake earlier bytes, even if the latency was reduced in between. */
    let before = Promise.resolve();
    const arrive = (what: () => void) => {
      const due = clock.now() + this.latency;
      before = before.then(async () => {
        const left = due - clock.now();
        if (left > 0) await clock.sleep(left);
        if (!passage.isLost) what();
      });
    };
    /** When all bytes that were read so far have been passed on. */
    let through = 0;
    try {
      for await (const chunk of from) {
        through = Math.max(through, clock.now()) + (chunk.length / bytesPerSecond()) * 1000;
        const pause = through - clock.now();
        if (pause > 1) await clock.sleep(pause);
        arrive(() => this.#write(passage, to, chunk));
      }
    } catch {
      // The connection was reset or destroyed: the other end gets a normal end.
    }
    arrive(() => to.end());
  }

  #write(passage: Passage, to: net.Socket, chunk: Buffer): void {
    if (to === passage.server || chunk.length < passage.left) {
      if (to === passage.client) passage.left -= chunk.length;
      to.write(chunk);
      return;
    }
    if (!to.writableEnded) to.end(chunk.subarray(0, passage.left));
    passage.left = 0;
    passage.server.destroy();
  }
}

function destroy({ client, server }: Passage): void {
  client.destroy();
  server.destroy();
}
