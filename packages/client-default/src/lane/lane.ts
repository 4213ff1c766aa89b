import { nextTick } from "node:process";
import { setImmediate } from "node:timers";
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
import {
  type Answer,
  type BatchSize,
  EAGER_BATCH,
  isError,
  MAX_BATCH,
  ReadBatch,
  type Use,
  WriteBatch,
} from "./batch.js";
import { BatchText } from "./batch-text.js";
import { failureOf } from "./failure-of.js";
import { fetchAll } from "./fetch-all.js";
import { fetchInGroups } from "./fetch-in-groups.js";
import { KeyOrder } from "./key-order.js";
import { LoneRead } from "./lone-read.js";
import { toNumber } from "./replies.js";
import { RoundTrips } from "./round-trips.js";
import { sendAll } from "./send-all.js";
import type { Sweep } from "./sweep.js";

/** What several lanes to one set of keys have in common. */
export interface LaneSharing {
  /** Keeps the order of keys that may go from lane to lane. */
  readonly order: KeyOrder;
  /** Whether keys of several groups take this lane, as slots of a cluster do: one command names keys of one group alone. */
  readonly mixesGroups: boolean;
}

/**
 * One connection and its coalescing. The reads of one turn of the event loop leave as one MGET (a few, where they are many; a lone one
 * as GET), the writes as one batch; reads leave before writes. Program order is kept for each key: a read of a key with a write waiting
 * sends both first, and any other command sends everything that is waiting first.
 */
export class Lane {
  readonly #open: () => Connection;
  readonly #roundTrips: RoundTrips;
  #connection: Connection | undefined;
  #closed = false;
  readonly #order: KeyOrder;
  readonly #mixesGroups: boolean;
  #lone: LoneRead | undefined;
  #reads: ReadBatch | undefined;
  #writes: WriteBatch | undefined;
  #scheduled = false;

  /** @param open makes the connection, when it is first needed and again after it was let go. */
  constructor(
    open: () => Connection,
    counters: Counters,
    { order, mixesGroups }: LaneSharing = { order: new KeyOrder(), mixesGroups: false },
  ) {
    this.#open = open;
    this.#roundTrips = new RoundTrips(counters);
    this.#order = order;
    this.#mixesGroups = mixesGroups;
  }

  get connection(): Connection {
    if (this.#connection === undefined) {
      if (this.#closed) throw new ConnectionInterrupted("ERR_CLOSED", "the caches have been closed");
      this.#connection = this.#open();
    }
    return this.#connection;
  }

  /** Sends what has been asked before, then lets `disconnect` have the connection. The next call opens another, unless it is final. */
  async close(disconnect: (connection: Connection) => Promise<void>, final: boolean): Promise<void> {
    await this.#order.settled();
    this.flush();
    this.#closed ||= final;
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection !== undefined) await disconnect(connection);
  }

  /**
   * Reads a key; `use` gets its bytes, or `null` where it is missing or of another type than a string.
   * @param group of the key, see `Topology.groupOf`.
   */
  read<T>(key: string, use: Use<T>, group: number): Promise<T> {
    return this.#order.isFree(key)
      ? this.#read(key, use, group)
      : this.#after([key], () => this.#read(key, use, group));
  }

  #read<T>(key: string, use: Use<T>, group: number): Promise<T> {
    if (this.#writes?.has(key)) this.flush();
    const isFirst = this.#lone === undefined && this.#reads === undefined;
    if (!isFirst || this.#mixesGroups || !this.#roundTrips.areLone)
      return this.#readBatch().read(key, use, group);
    const read = new LoneRead(key, use, group);
    this.#lone = read;
    this.#schedule();
    return read.value;
  }

  /**
   * Reads many keys; `use` gets their bytes in order.
   * @param groups of the keys.
   */
  readMany<T>(
    keys: readonly string[],
    use: (data: readonly (Buffer | null)[], texts: DecodedText) => T | Promise<T>,
    groups: readonly number[],
  ): Promise<T> {
    return this.#after(keys, () => this.#readMany(keys, use, groups));
  }

  #readMany<T>(
    keys: readonly string[],
    use: (data: readonly (Buffer | null)[], texts: DecodedText) => T | Promise<T>,
    groups: readonly number[],
  ): Promise<T> {
    const writes = this.#writes;
    if (writes !== undefined && keys.some((key) => writes.has(key))) this.flush();
    const parts: Promise<readonly Answer[]>[] = [];
    for (let from = 0; from < keys.length; ) {
      const batch = this.#readBatch(MAX_BATCH);
      const to = Math.min(keys.length, from + batch.room);
      parts.push(batch.readAll(keys.slice(from, to), groups.slice(from, to)));
      from = to;
    }
    return Promise.all(parts).then((all) => {
      const answers = all.flat();
      const failure = answers.find(isError);
      if (failure !== undefined) throw failureOf(failure, keys);
      return use(answers as (Buffer | null)[], new BatchText(answers));
    });
  }

  /** Writes a key by a command of its own, which may share a batch with others; `use` gets the reply. */
  write<T>(key: string, command: Command, bytes: number, use: (reply: Reply) => T): Promise<T> {
    return this.#order.isFree(key)
      ? this.#write(key, command, bytes, use)
      : this.#after([key], () => this.#write(key, command, bytes, use));
  }

  #write<T>(key: string, command: Command, bytes: number, use: (reply: Reply) => T): Promise<T> {
    return this.#writeBatch().write(key, command, bytes, use);
  }

  /**
   * Any other command.
   * @param keys the keys that it concerns; left out: it may be any.
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

  /** Commands that belong together, in one write to the socket. */
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
   * Runs a script, and returns what `use` makes of its reply. What else is asked of its keys meanwhile waits, since a script that the server
   * has forgotten is sent again; the same script does not.
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
   * Does `work` with what `ready` gives. Until then, whatever else is asked of these keys waits; other keys do not. `work` has to ask
   * the lane at once, not after a wait of its own.
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
   * Does `work`, of several trips, on these keys; what is asked of them meanwhile waits. `work` speaks to the connection itself, since
   * the lane would let it wait for its own end.
   */
  exclusively<T>(keys: readonly string[], work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.#order.exclusively(keys, () => {
      this.#sweep(keys);
      this.flush();
      return work(this.connection);
    });
  }

  /**
   * Begins to go through the keys of the server, when it is the turn of what may concern any key.
   * @param begin is given the sweeps that are under way then, to which it may add its own (and has to take it away in the end).
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
        sweep.named(key, () => this.#write(key, ["UNLINK", [key]], key.length, toNumber));
      }
    }
  }

  /** Sends what is waiting. */
  flush(): void {
    const lone = this.#lone;
    const reads = this.#reads;
    const writes = this.#writes;
    this.#lone = undefined;
    this.#reads = undefined;
    this.#writes = undefined;
    lone?.leave((command, args) => this.connection.send(command, args), this.#roundTrips);
    if (reads !== undefined) {
      const fetch = this.#mixesGroups ? fetchInGroups : fetchAll;
      reads.settle((keys, groups) => fetch(this.connection, keys, groups), this.#roundTrips);
    }
    if (writes !== undefined)
      writes.settle((commands) => sendAll(this.connection, commands), this.#roundTrips);
  }

  /** A lane to several servers has little for each of them in the first entries. */
  get #size(): BatchSize {
    return this.#roundTrips.isIdle && !this.#mixesGroups ? EAGER_BATCH : MAX_BATCH;
  }

  #readBatch(size?: BatchSize): ReadBatch {
    if (this.#reads?.isFull) this.flush();
    if (this.#reads === undefined) {
      this.#reads = new ReadBatch(size ?? this.#size);
      this.#lone?.join(this.#reads);
      this.#lone = undefined;
      this.#schedule();
    }
    return this.#reads;
  }

  #writeBatch(): WriteBatch {
    if (this.#writes?.isFull) this.flush();
    if (this.#writes === undefined) {
      this.#writes = new WriteBatch(this.#size);
      this.#schedule();
    }
    return this.#writes;
  }

  /**
   * At the end of the turn, so that calls which come from many sockets share a batch, too. A lone caller, who has nobody to share
   * with, is spared the wait, which is half of what a call costs besides the trip.
   */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    if (this.#roundTrips.areLone) nextTick(this.#leave);
    else setImmediate(this.#leave);
  }

  readonly #leave = (): void => {
    this.#scheduled = false;
    this.flush();
  };
}
