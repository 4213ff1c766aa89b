import {
  type Command,
  type CommandArgument,
  type Connection,
  ConnectionInterrupted,
  type Reply,
  type Script,
} from "@coffer/cache-core";

/** A connection that records what is sent, a line for each round trip, and answers from a small store of strings. */
export class RecordingConnection implements Connection {
  readonly native = undefined;
  readonly sent: string[] = [];
  readonly store: Map<string, Buffer> = new Map();
  /** Keys whose writes are rejected. */
  readonly refused: Set<string> = new Set();
  /** Keys that hold another type than a string. */
  readonly otherTypes: Set<string> = new Set();
  /** If set, every round trip fails with it. */
  broken: Error | undefined;

  async send(command: string, args: readonly CommandArgument[]): Promise<Reply> {
    this.#note([[command, args]]);
    return this.#carryOut([command, args]);
  }

  async sendMany(commands: readonly Command[]): Promise<(Reply | Error)[]> {
    this.#note(commands);
    return commands.map((command) => {
      if (this.refused.has(String(command[1][0]))) return new Error(`refused ${command[1][0]}`);
      return this.#carryOut(command);
    });
  }

  async run(script: Script, keys: readonly string[]): Promise<Reply> {
    this.#note([[script.name, keys]]);
    return null;
  }

  async ready(): Promise<void> {}

  async close(): Promise<void> {}

  #note(commands: readonly Command[]): void {
    this.sent.push(commands.map(([name, args]) => [name, ...args].join(" ")).join(" | "));
    if (this.broken !== undefined) throw this.broken;
  }

  #get(key: string): Reply {
    if (!this.otherTypes.has(key)) return this.store.get(key) ?? null;
    throw new ConnectionInterrupted("ERR_REPLY", "redis refused GET: WRONGTYPE Operation against a key");
  }

  #carryOut([name, args]: Command): Reply {
    const [key, value] = args.map(String);
    if (name === "GET") return this.#get(key as string);
    if (name === "MGET") return args.map((each) => this.store.get(String(each)) ?? null);
    if (name === "SET") this.store.set(key as string, Buffer.from(value as string));
    return "OK";
  }
}
