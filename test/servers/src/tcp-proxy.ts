import { once } from "node:events";
import net from "node:net";
import { clock } from "./clock.js";
import type { RedisServer } from "./redis-server.js";

/** The two sockets of a connection that goes through the proxy. */
interface Passage {
  readonly client: net.Socket;
  readonly server: net.Socket;
  /** How many more bytes of replies come through before it breaks. */
  left: number;
  /** Whether the network has been cut since: what is sent does not arrive, and nobody is told. */
  isLost: boolean;
}

/** A way to a server that can be long, narrow, or cut without either end being told. Plain TCP only. */
export class TcpProxy implements AsyncDisposable {
  /** Milliseconds that bytes are on their way, in each direction. */
  latency = 0;
  /** How fast replies come. */
  bytesPerSecond: number = Number.POSITIVE_INFINITY;
  /** How fast commands go. */
  uploadBytesPerSecond: number = Number.POSITIVE_INFINITY;
  /** How many connections have been made through it. */
  connections = 0;
  #target: RedisServer;
  readonly #listener: net.Server = net.createServer((client) => this.#join(client));
  readonly #passages: Set<Passage> = new Set();
  #isCut = false;

  constructor(target: RedisServer) {
    this.#target = target;
    // A test that forgets to stop it must be able to end.
    this.#listener.unref();
  }

  async listen(host = "127.0.0.1", port = 0): Promise<void> {
    await once(this.#listener.listen(port, host), "listening");
  }

  get port(): number {
    return (this.#listener.address() as net.AddressInfo).port;
  }

  /** The server's URL by this way. */
  url(db?: number): string {
    return this.#target.url(db).replace(`:${this.#target.port}`, `:${this.port}`);
  }

  /** From now on new connections come to another server, as behind a name that has moved. Those there are stay where they are. */
  lead(target: RedisServer): void {
    this.#target = target;
  }

  /** From now on nothing comes through, not even the end of a connection. New connections are accepted, and silent. */
  cut(): void {
    this.#isCut = true;
    for (const passage of this.#passages) passage.isLost = true;
  }

  /** Cuts one connection alone: that whose end at the server has this address, as CLIENT LIST shows it. */
  cutOne(address: string): void {
    for (const passage of this.#passages) {
      if (address.endsWith(`:${passage.server.localPort}`)) passage.isLost = true;
    }
  }

  /** Lets new connections through. Those that were cut stay dead: what was sent is gone. */
  mend(): void {
    this.#isCut = false;
  }

  /** Lets so many more bytes of replies through on each connection, then breaks it. New connections are whole. */
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
    /** What is sent does not overtake what was sent before, though the way be shorter by then. */
    let before = Promise.resolve();
    const arrive = (what: () => void) => {
      const due = clock.now() + this.latency;
      before = before.then(async () => {
        const left = due - clock.now();
        if (left > 0) await clock.sleep(left);
        if (!passage.isLost) what();
      });
    };
    /** When all that has been read until now is through. */
    let through = 0;
    try {
      for await (const chunk of from) {
        through = Math.max(through, clock.now()) + (chunk.length / bytesPerSecond()) * 1000;
        const pause = through - clock.now();
        if (pause > 1) await clock.sleep(pause);
        arrive(() => this.#write(passage, to, chunk));
      }
    } catch {
      // It was reset or destroyed, which for the other end is an end like any other.
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
