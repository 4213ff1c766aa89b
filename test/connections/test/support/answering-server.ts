import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** A server with Redis's handshake that gives the same reply to everything else. */
export interface AnsweringServer extends AsyncDisposable {
  /** The reply as it is sent, in RESP. */
  reply: string;
  /** The number of connections so far. */
  readonly connections: number;
  url(db: number): string;
}

/** The commands that drivers send by themselves, with the replies. */
const GREETINGS: Readonly<Record<string, string>> = {
  PING: "+PONG\r\n",
  CLIENT: "+OK\r\n",
  SELECT: "+OK\r\n",
  INFO: "$17\r\nredis_version:7.0\r\n",
  HELLO: "%1\r\n+server\r\n+redis\r\n",
};

export async function startAnsweringServer(): Promise<AnsweringServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    connections += 1;
    let unread = "";
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      const { names, rest } = commandsIn(unread + chunk.toString("latin1"));
      unread = rest;
      for (const name of names) socket.write(GREETINGS[name] ?? answering.reply);
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const answering = {
    reply: "",
    get connections() {
      return connections;
    },
    url: (db: number) => `redis://127.0.0.1:${port}/${db}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
  return answering;
}

/** The names of the complete commands, and the rest. */
function commandsIn(text: string): { names: string[]; rest: string } {
  const names: string[] = [];
  let at = 0;
  const line = () => {
    const end = text.indexOf("\r\n", at);
    if (end < 0) return undefined;
    const found = text.slice(at + 1, end);
    at = end + 2;
    return Number(found);
  };
  for (;;) {
    const start = at;
    const words: string[] = [];
    const count = line();
    for (let n = 0; count !== undefined && n < count; n++) {
      const length = line();
      if (length === undefined || text.length < at + length + 2) break;
      words.push(text.slice(at, at + length));
      at += length + 2;
    }
    if (count === undefined || words.length < count) return { names, rest: text.slice(start) };
    names.push((words[0] as string).toUpperCase());
  }
}
