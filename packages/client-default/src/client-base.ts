import { setImmediate } from "node:timers";
import type {
  ClientContext,
  CloseOptions,
  Codec,
  CommandArgument,
  Connection,
  Keys,
  RawConnectionOptions,
  Reply,
  Script,
} from "@coffer/cache-core";
import { ConnectionInterrupted, redactOnInspect } from "@coffer/cache-core";
import { allDone } from "./all-done.js";
import { checkOptions, milliseconds } from "./arguments.js";
import { Door } from "./door.js";
import { shuffled, wasRefused } from "./fail-over.js";
import { Lane } from "./lane.js";
import type { Loaded } from "./loading.js";
import { allOrSync } from "./replies.js";
import { SingleFlight } from "./single-flight.js";

/** An argument that may still be in the making: a large value that is being compressed. */
export type PendingArgument = CommandArgument | Promise<Buffer>;

const RAW_OPTIONS: ReadonlySet<string> = new Set(["write", "key"]);
const CLOSE_OPTIONS: ReadonlySet<string> = new Set(["final", "timeout"]);

/** Milliseconds that `close` waits for what is under way, where nothing is said. */
const CLOSE_TIMEOUT = 10_000;

/**
 * What every command needs: the lanes to the servers, and the one decision in which clients differ: **which lane serves
 * a key** (`laneFor`, with `lanesFor` for commands that concern all keys, and `groupOf` where a lane is not all there is to it).
 */
export abstract class ClientBase {
  readonly context: ClientContext;
  /** Who calls a command passes; `close` waits for what has. */
  protected readonly door: Door;
  protected readonly codec: Codec;
  /** The loads of `getOrSet` that are under way. */
  protected readonly loads: SingleFlight<Loaded> = new SingleFlight();
  #lanes: (Lane | undefined)[] = [];
  readonly #failsOver: boolean;
  #closed = false;
  #replica: number | undefined;

  constructor(context: ClientContext) {
    // Of its own: a subclass may have built it with other servers, with their passwords.
    this.context = redactOnInspect({ ...context, servers: redactOnInspect([...context.servers]) });
    this.door = new Door(context.alias);
    this.codec = context.codec;
    this.#failsOver = context.options.REPLICA_READ_ONLY === false && context.servers.length > 1;
  }

  /**
   * What keys are made with, by which every command begins: so it is here that those are refused which come after `close`. What a command
   * needs later on is in `context.keys`.
   */
  protected get keyspace(): Keys {
    this.door.check();
    return this.context.keys;
  }

  /**
   * The lane that serves a key. Here: writes on the first server, reads on a random one of the others; those of a turn of the event
   * loop on the same one, so that they share their trips and see one server.
   */
  protected laneFor(_made: string, write: boolean): Lane {
    const { length } = this.context.servers;
    return this.lane(write || length === 1 ? 0 : this.#replicaOfTurn(length));
  }

  #replicaOfTurn(servers: number): number {
    if (this.#replica === undefined) {
      this.#replica = 1 + Math.floor(Math.random() * (servers - 1));
      setImmediate(() => {
        this.#replica = undefined;
      });
    }
    return this.#replica;
  }

  /** The lanes which together have all keys. */
  protected lanesFor(write: boolean): Lane[] {
    return [this.laneFor("", write)];
  }

  /** Does `work`, which concerns all keys, on the lanes which together have them. */
  protected async onAll(write: boolean, work: (lane: Lane) => Promise<void>): Promise<void> {
    await allDone(this.lanesFor(write).map(work));
  }

  /** The same lanes, for who looks through them one after the other. */
  protected async *oneByOne(write: boolean): AsyncIterable<Lane> {
    yield* this.lanesFor(write);
  }

  /**
   * What keys have in common that one command may name together: the lane that takes their writes. Narrower for who overrides it, as
   * the slots of Redis Cluster are; equal by `===`.
   */
  protected groupOf(redisKey: string | Buffer): unknown {
    return this.laneFor(String(redisKey), true);
  }

  /** Whether one command may name all of these keys. */
  protected areTogether(redisKeys: readonly string[]): boolean {
    const [first, ...others] = redisKeys;
    if (first === undefined || others.length === 0) return true;
    const group = this.groupOf(first);
    return others.every((redisKey) => this.groupOf(redisKey) === group);
  }

  /** The keys by group. The first group has the first key, and begins with it. */
  protected inGroups<Made extends string | Buffer>(redisKeys: readonly Made[]): Made[][] {
    const groups = new Map<unknown, Made[]>();
    for (const redisKey of redisKeys) {
      const id = this.groupOf(redisKey);
      const group = groups.get(id);
      if (group === undefined) groups.set(id, [redisKey]);
      else group.push(redisKey);
    }
    return [...groups.values()];
  }

  /**
   * The answers of parts that do not depend on each other, such as what each server has. Where some of them fail, going on without is
   * for the settings to allow; where all do, there is no answer.
   */
  protected async parts<T>(operation: string, works: readonly Promise<T>[]): Promise<T[]> {
    const outcomes = await Promise.allSettled(works);
    const failures = outcomes.filter((outcome) => outcome.status === "rejected");
    for (const { reason } of failures) {
      if (failures.length === outcomes.length) throw reason;
      this.context.ignoreOrThrow(reason, operation);
    }
    return outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  }

  /**
   * The members of a collection as values, in their order, at once where every one of them is. A nil is undefined, and so is one that
   * cannot be read where such errors are ignored: it costs nobody the others.
   * @param fields what each is called, where the key holds a hash.
   */
  protected decodeAll<T>(
    operation: string,
    redisKey: string,
    replies: readonly Reply[],
    fields?: readonly string[],
  ): (T | undefined)[] | Promise<(T | undefined)[]> {
    const ignoreOrThrow = (error: unknown) => this.context.ignoreOrThrow(error, operation) as undefined;
    return allOrSync(
      replies.map((reply, index) => {
        if (reply === null) return undefined;
        try {
          const value = this.codec.decode(reply as Buffer, redisKey, undefined, fields?.[index]) as
            | T
            | Promise<T>;
          return value instanceof Promise ? value.catch(ignoreOrThrow) : value;
        } catch (error) {
          return ignoreOrThrow(error);
        }
      }),
    );
  }

  /** One of them, undefined for a nil. */
  protected decodeOne<T>(redisKey: string, reply: Reply, field?: string): T | undefined | Promise<T> {
    if (reply === null) return undefined;
    return this.codec.decode(reply as Buffer, redisKey, undefined, field) as T | Promise<T>;
  }

  /** The lane to the server at this index of `LOCATION`; it connects when it is first used. */
  protected lane(index: number): Lane {
    if (this.#closed) {
      throw new ConnectionInterrupted("ERR_CLOSED", `the cache ${this.context.alias} has been closed`);
    }
    let lane = this.#lanes[index];
    if (lane === undefined) {
      const { connections, servers, statistics } = this.context;
      lane = new Lane(() => connections.connect(servers[index] as string), statistics);
      this.#lanes[index] = lane;
    }
    return lane;
  }

  /** A command that reads; `made` is its key, or its keys, of which the first decides on the lane. */
  protected read<T>(
    command: string,
    redisKey: string | readonly string[],
    args: readonly PendingArgument[],
    use: (reply: Reply) => T | Promise<T>,
  ): Promise<T> {
    const keys = typeof redisKey === "string" ? [redisKey] : redisKey;
    return send(this.laneFor(keys[0] as string, false), command, keys, args).then(use);
  }

  /** A command that writes. */
  protected write<T>(
    command: string,
    redisKey: string | readonly string[],
    args: readonly PendingArgument[],
    use: (reply: Reply) => T | Promise<T>,
  ): Promise<T> {
    const keys = typeof redisKey === "string" ? [redisKey] : redisKey;
    return this.writing(redisKey, (lane) => send(lane, command, keys, args)).then(use);
  }

  protected run(
    script: Script,
    redisKey: readonly string[],
    args: readonly CommandArgument[],
  ): Promise<Reply> {
    return this.writing(redisKey, (lane) => lane.run(script, redisKey, args));
  }

  /**
   * Does a write on the lane of its key and, with `REPLICA_READ_ONLY: false`, on the other servers in random order when this
   * one cannot take it. Only a write that certainly was not executed is tried elsewhere. Of several keys the first decides on the lane.
   */
  protected writing<T>(
    redisKey: string | readonly string[],
    operation: (lane: Lane) => Promise<T>,
  ): Promise<T> {
    this.loads.written(redisKey);
    return this.writingOn(
      this.laneFor(typeof redisKey === "string" ? redisKey : (redisKey[0] as string), true),
      operation,
    );
  }

  /** The same on a given lane. What is written has to be told to `loads`. */
  protected writingOn<T>(lane: Lane, operation: (lane: Lane) => Promise<T>): Promise<T> {
    const attempt = operation(lane);
    return this.#failsOver ? attempt.catch((error) => this.#failOver(error, operation)) : attempt;
  }

  async #failOver<T>(error: unknown, operation: (lane: Lane) => Promise<T>): Promise<T> {
    let failure = error;
    const others = this.context.servers.map((_, index) => index).slice(1);
    for (const index of shuffled(others)) {
      if (!wasRefused(failure)) break;
      try {
        return await operation(this.lane(index));
      } catch (next) {
        failure = next;
      }
    }
    throw failure;
  }

  async ready(): Promise<void> {
    this.door.check();
    await allDone(this.context.servers.map((_, index) => this.lane(index).connection.ready()));
  }

  async getRedisConnection(options?: RawConnectionOptions): Promise<unknown> {
    const { write = true, key } = checkOptions(options, RAW_OPTIONS) ?? {};
    this.door.check();
    const { connection } = this.laneFor(key === undefined ? "" : this.keyspace.make(key), write);
    // The driver's object does not queue what is asked of it before it is connected.
    await connection.ready();
    return connection.native;
  }

  async close(options?: CloseOptions): Promise<void> {
    const { final = false, timeout } = checkOptions(options, CLOSE_OPTIONS) ?? {};
    const patience = milliseconds(timeout, CLOSE_TIMEOUT);
    if (final) await this.door.close(patience);
    this.#closed ||= final;
    await this.letGo(final);
  }

  /** Lets go of every connection, for good where it is `final`. */
  protected async letGo(final: boolean): Promise<void> {
    const disconnect = (connection: Connection) => this.context.connections.disconnect(connection);
    await Promise.all(this.#lanes.map((lane) => lane?.close(disconnect, final)));
  }

  /** The positions of keys in a list, by the lane that serves them. */
  protected byLane(redisKeys: readonly string[], write: boolean): Map<Lane, number[]> {
    const groups = new Map<Lane, number[]>();
    for (let position = 0; position < redisKeys.length; position++) {
      const lane = this.laneFor(redisKeys[position] as string, write);
      const group = groups.get(lane);
      if (group === undefined) groups.set(lane, [position]);
      else group.push(position);
    }
    return groups;
  }
}

/** Keys come first, as in every command that is sent so. */
function send(
  lane: Lane,
  command: string,
  keys: readonly string[],
  args: readonly PendingArgument[],
): Promise<Reply> {
  const ready = allOrSync(args);
  if (ready instanceof Promise) {
    return lane.hold(keys, ready, (all) => lane.send(command, [...keys, ...all], keys));
  }
  return lane.send(command, [...keys, ...ready], keys);
}
