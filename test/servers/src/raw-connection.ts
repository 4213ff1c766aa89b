import { readFile } from "node:fs/promises";
import net from "node:net";
import tls from "node:tls";
import type { Access } from "./access.js";
import { clock } from "./clock.js";
import type { Reply } from "./reply.js";
import { ReplyParser } from "./reply-parser.js";

type Waiting = { resolve: (reply: Reply) => void; reject: (error: Error) => void };

/** A connection without retries: it sends each command once, in the order of the calls. */
export class RawConnection {
  /** The address of this end in MONITOR and CLIENT LIST: it distinguishes the harness from the clients under test. */
  readonly address: string;
  /** Called with the messages of MONITOR and of subscriptions. */
  onPush: (reply: Reply) => void = () => {};
  readonly #socket: net.Socket;
  readonly #parser = new ReplyParser();
  readonly #waiting: Waiting[] = [];
  #failure: Error | undefined;

  private constructor(socket: net.Socket) {
    this.#socket = socket;
    this.address = `${socket.localAddress}:${socket.localPort}`;
    // A test that forgets to stop its server must be able to end; a command in progress holds its own timer.
    socket.unref();
    socket.on("data", (chunk) => this.#receive(chunk));
    socket.on("error", (error) => this.#fail(error));
    socket.on("close", () => this.#fail(new Error("The server closed the connection.")));
  }

  /** Connects and logs in. */
  static async open(access: Access, deadline = 30_000): Promise<RawConnection> {
    const socket = await connect(access, deadline);
    const connection = new RawConnection(socket);
    try {
      if (access.password !== undefined) {
        const user = access.user === undefined ? [] : [access.user];
        await connection.command(["AUTH", ...user, access.password], deadline);
      }
    } catch (error) {
      connection.close();
      throw error;
    }
    return connection;
  }

  get usable(): boolean {
    return this.#failure === undefined;
  }

  /** Sends one command. Rejects for an error reply, and at the deadline; then it closes the connection. */
  command(args: readonly (string | number | Uint8Array)[], deadline = 30_000): Promise<Reply> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise<Reply>((resolve, reject) => {
      const cancel = clock.after(deadline, () =>
        this.#fail(new Error(`No reply to ${String(args[0])} within ${deadline} ms.`)),
      );
      this.#waiting.push({
        resolve(reply) {
          cancel();
          if (reply instanceof Error) reject(reply);
          else resolve(reply);
        },
        reject(error) {
          cancel();
          reject(error);
        },
      });
      this.#socket.write(encode(args));
    });
  }

  close(): void {
    this.#fail(new Error("The connection has been closed."));
  }

  #receive(chunk: Buffer): void {
    try {
      for (const reply of this.#parser.push(chunk)) {
        const waiting = this.#waiting.shift();
        if (waiting === undefined) this.onPush(reply);
        else waiting.resolve(reply);
      }
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#socket.destroy();
    for (const waiting of this.#waiting.splice(0)) waiting.reject(this.#failure);
  }
}

async function connect(access: Access, deadline: number): Promise<net.Socket> {
  const target =
    access.socketPath === undefined ? { host: access.host, port: access.port } : { path: access.socketPath };
  const certificates = access.tls && {
    ca: await readFile(access.tls.ca),
    cert: await readFile(access.tls.clientCert),
    key: await readFile(access.tls.clientKey),
  };
  return new Promise((resolve, reject) => {
    const socket = certificates ? tls.connect({ ...target, ...certificates }) : net.connect(target);
    const cancel = clock.after(deadline, () =>
      socket.destroy(new Error(`Not connected within ${deadline} ms.`)),
    );
    socket.once("error", reject);
    socket.once("close", cancel);
    socket.once(certificates ? "secureConnect" : "connect", () => {
      cancel();
      socket.off("error", reject);
      resolve(socket);
    });
  });
}

function encode(args: readonly (string | number | Uint8Array)[]): Buffer {
  const parts: Uint8Array[] = [Buffer.from(`*${args.length}\r\n`)];
  for (const arg of args) {
    const bytes = typeof arg === "object" ? arg : Buffer.from(String(arg));
    parts.push(Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from("\r\n"));
  }
  return Buffer.concat(parts);
}
