import type {
  Command,
  CommandArgument,
  Connection,
  Counters,
  DecodedText,
  Reply,
  Script,
} from "@coffer/cache-core";
import { ConnectionInterrupted } from "@coffer/cache-core";
import { isError, type TimesLeft, type Use } from "./answer.js";
import { BatchText } from "./batch-text.js";
import { failureOf } from "./failure-of.js";
import { KeyOrder } from "./key-order.js";
import { Pending } from "./pending.js";
import { toNumber } from "./replies.js";
import { RoundTrips } from "./round-trips.js";
import type { Sweep } from "./sweep.js";

/** The objects that several lanes for the same keys share. */
export interface LaneSharing {
  /** Keeps the order of keys that may move from lane to lane. */
  readonly order: KeyOrder;
  /**
   * Whether keys of several groups use this lane, such as the slots of a cluster: one command may name keys of one
   * group only.
   */
  readonly mixesGroups: boolean;
}

/**
 * One connection and its batching. The reads of one turn of the event loop are sent as one MGET (many reads as several, a single one as
 * GET), the writes as one batch after the reads. Calls for one key keep their order: before a read of a key with a waiting write, the lane
 * sends all waiting reads and writes; so it does before any other command.
 */
export class Lane {
  readonly #open: () => Connection;
  readonly #roundTrips: RoundTrips;
  #connection: Connection | undefined;
  #closed = false;
  readonly #order: KeyOrder;
  readonly #pending: Pending;

  /** @param open creates the connection at the first use, and again after it was released. */
  constructor(
    open: () => Connection,
    counters: Counters,
    { order, mixesGroups }: LaneSharing = { order: new KeyOrder(), mixesGroups: false },
  ) {
    this.#open = open;
    this.#roundTrips = new RoundTrips(counters);
    this.#order = order;
    this.#pending = new Pending(() => this.connection, this.#roundTrips, mixesGroups);
  }

  /**
   * The connection of the lane, which is created at the first use. Commands that are sent on it directly do not keep the order of the lane.
   * @throws ConnectionInterrupted (`ERR_CLOSED`) after the final `close`.
   */
  get connection(): Connection {
    if (this.#connection === undefined) {
      if (this.#closed) throw new ConnectionInterrupted("ERR_CLOSED", "the caches have been closed");
      this.#connection = this.#open();
    }
    return this.#connection;
  }

  /**
   * Sends queued commands, then calls `disconnect` with the connection. The next call opens another, unless it is
   * final.
   */
  async close(disconnect: (connection: Connection) => Promise<void>, final: boolean): Promise<void> {
    await this.#order.settled();
    this.flush();
    this.#closed ||= final;
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection !== undefined) await disconnect(connection);
  }

  /**
   * Reads a key; `use` gets its bytes, or `null` if it is missing or of another type than a string.
   * @param group of the key, see `Topology.groupOf`.
   */
  read<T>(key: string, use: Use<T>, group: number): Promise<T> {
    return this.#order.isFree(key)
      ? this.#pending.read(key, use, group)
      : this.#after([key], () => this.#pending.read(key, use, group));
  }

  /**
   * Reads many keys; `use` gets their bytes in order.
   * @param groups of the keys.
   * @param asksLeft whether `use` needs their time left.
   */
  readMany<T>(
    keys: readonly string[],
    use: (data: readonly (Buffer | null)[], texts: DecodedText, left?: TimesLeft) => T | Promise<T>,
    groups: readonly number[],
    asksLeft = false,
  ): Promise<T> {
    const read = this.#after(keys, () => this.#pending.readMany(keys, groups, asksLeft));
    return read.then(({ answers, timesLeft }) => {
      const failure = answers.find(isError);
      if (failure !== undefined) throw failureOf(failure, keys);
      return use(answers as (Buffer | null)[], new BatchText(answers), timesLeft);
    });
  }

  /** Writes a key by a separate command, which may share a batch with others; `use` gets the reply. */
  write<T>(key: string, command: Command, bytes: number, use: (reply: Reply) => T): Promise<T> {
    return this.#order.isFree(key)
      ? this.#pending.write(key, command, bytes, use)
      : this.#after([key], () => this.#pending.write(key, command, bytes, use));
  }

  /**
   * Sends any other command.
   * @param keys the keys that it concerns; left out: possibly any.
   * @param group of the keys that it names.
   */
  send(
    command: string,
    args: readonly CommandArgument[],
    keys?: readonly string[],
    group?: number,
  ): Promise<Reply> {
    return this.#after(keys, () => this.#send(command, args, keys, group));
  }

  #send(
    command: string,
    args: readonly CommandArgument[],
    keys: readonly string[] | undefined,
    group: number | undefined,
  ): Promise<Reply> {
    this.flush();
    return this.#roundTrips.follow(1, this.connection.send(command, args, group), keys);
  }

  /** Sends commands that belong together, in one write to the socket. */
  sendMany(commands: readonly Command[], keys?: readonly string[]): Promise<(Reply | Error)[]> {
    return this.#after(keys, () => {
      this.flush();
      return this.#roundTrips
        .follow(commands.length, this.connection.sendMany(commands), keys)
        .then((replies) => {
          for (const reply of replies) if (isError(reply)) this.#roundTrips.refused(reply);
          return replies;
        });
    });
  }

  /**
   * Runs a script, and returns what `use` makes of its reply. Other calls for its keys wait meanwhile, since a script
   * that the server has evicted is sent again; calls of the same script do not wait.
   */
  run(
    script: Script,
    keys: readonly string[],
    args: readonly CommandArgument[],
    use?: undefined,
    group?: number,
  ): Promise<Reply>;
  run<T>(
    script: Script,
    keys: readonly string[],
    args: readonly CommandArgument[],
    use: (reply: Reply, connection: Connection) => T | Promise<T>,
    group?: number,
  ): Promise<T>;
  run(
    script: Script,
    keys: readonly string[],
    args: readonly CommandArgument[],
    use?: (reply: Reply, connection: Connection) => unknown,
    group?: number,
  ): Promise<unknown> {
    return this.#order.share(script.name, keys, () => {
      this.#sweep(keys);
      this.flush();
      const { connection } = this;
      const reply = this.#roundTrips.follow(1, connection.run(script, keys, args, group), keys);
      return use === undefined ? reply : reply.then((answer) => use(answer, connection));
    });
  }

  /**
   * Runs `work` with the result of `ready`. Until then, other calls for these keys wait, and other keys do not.
   * `work` must call the lane synchronously.
   */
  hold<Value, T>(
    keys: readonly string[],
    ready: Promise<Value>,
    work: (value: Value) => Promise<T>,
  ): Promise<T> {
    return this.#order.hold(keys, ready, (value) => {
      this.#sweep(keys);
      return work(value);
    });
  }

  /**
   * Runs `work`, of several round trips, on these keys; later calls for them wait meanwhile. `work` must use the
   * connection directly, since the lane would make it wait for its own end.
   */
  exclusively<T>(keys: readonly string[], work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.#order.exclusively(keys, () => {
      this.#sweep(keys);
      this.flush();
      return work(this.connection);
    });
  }

  /**
   * Starts a scan of the keys of the server, in the order of operations on any key.
   * @param begin gets the running sweeps, to which it may add its own (and must remove it in the end).
   */
  scan(args: readonly CommandArgument[], begin: (sweeps: Set<Sweep>) => void): Promise<Reply> {
    return this.#order.after(undefined, () => {
      begin(this.#order.sweeps);
      return this.#send("SCAN", args, undefined, undefined);
    });
  }

  #after<T>(keys: readonly string[] | undefined, issue: () => Promise<T>): Promise<T> {
    return this.#order.after(keys, () => {
      this.#sweep(keys);
      return issue();
    });
  }

  #sweep(keys: readonly string[] | undefined): void {
    for (const sweep of this.#order.sweeps) {
      for (const key of keys ?? []) {
        sweep.named(key, () => this.#pending.write(key, ["UNLINK", [key]], key.length, toNumber));
      }
    }
  }

  /** How often queued commands have been sent: while it does not change, a queued call has not been sent. */
  get departures(): number {
    return this.#pending.departures;
  }

  /** Sends the queued commands. */
  flush(): void {
    this.#pending.flush();
  }
}
