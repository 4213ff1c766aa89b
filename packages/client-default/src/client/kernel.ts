import { LockQueue, MadeKey } from "@coffer/backend-kit";
import type {
  CacheKey,
  ClientContext,
  Codec,
  CommandArgument,
  Keys,
  Reply,
  Script,
} from "@coffer/cache-core";
import { redactOnInspect } from "@coffer/cache-core";
import { Gate } from "../calls/gate.js";
import { type Life, plainLife } from "../entry/life.js";
import { KeyOrder } from "../lane/key-order.js";
import type { Lane } from "../lane/lane.js";
import { allOrSync } from "../lane/replies.js";
import { Background } from "../loading/background.js";
import { Cooling } from "../loading/cooling.js";
import type { Loaded } from "../loading/load-task.js";
import { SingleFlight } from "../loading/single-flight.js";
import type { LockHome } from "../lock/redis-lock.js";
import type { Topology } from "../topology/topology.js";
import { type FirstTags, siblingKey } from "./sibling-key.js";

/** An argument that may be asynchronous: a large value that is being compressed. */
export type PendingArgument = CommandArgument | Promise<Buffer>;

/** Sends a write on the given lane, with the group of its key. */
export type Write<T> = (lane: Lane, group: number) => Promise<T>;

/** What all commands are built on: the lane of a key, and the loads and locks of this client. */
export abstract class Kernel {
  readonly context: ClientContext;
  /** Encodes and decodes the cache's values. */
  readonly codec: Codec;
  /** The servers of the cache, and which of them serves a key. */
  readonly topology: Topology;
  /** Every call enters it; `close` waits for those inside. */
  readonly gate: Gate;
  /** The running loads of `getOrSet`. */
  readonly loads: SingleFlight<Loaded> = new SingleFlight();
  /** The loads that run in the background. */
  readonly background: Background = new Background();
  /** Keys that are not reloaded for a while, since their load failed. */
  readonly cooling: Cooling = new Cooling();
  /** The order of counters that Redis cannot count. */
  readonly slowCounts: KeyOrder = new KeyOrder();
  /** The order of the updates of each key. */
  readonly updates: KeyOrder = new KeyOrder();
  /** The parts of the client that its locks use. */
  readonly lockHome: LockHome;
  /** By how much timeouts are shortened at most, by default. */
  readonly jitter: number;
  readonly #firstTags: Map<number, FirstTags> = new Map();
  #lastLife: Life;

  constructor(context: ClientContext, topology: Topology) {
    // A copy: a subclass may have created it with other servers, whose URLs contain passwords.
    this.context = redactOnInspect({ ...context, servers: redactOnInspect([...context.servers]) });
    this.topology = topology;
    this.gate = new Gate(context.alias);
    this.codec = context.codec;
    this.jitter = context.options.TIMEOUT_JITTER ?? 0;
    this.#lastLife = plainLife(context.timeout);
    this.lockHome = {
      lines: new LockQueue(),
      gate: this.gate,
      laneOf: (redisKey) => this.writeLane(redisKey),
      fenceOf: (redisKey) => this.siblingOf(redisKey, "fence").redisKey,
      report: (error) => context.report(error, "lock.release"),
    };
  }

  /** See `Seams.invalidated`. */
  abstract invalidated(redisKeys: string | readonly string[] | undefined): void;

  /** See `Seams.written`. */
  written?(redisKeys: string | readonly string[] | undefined): void;

  /**
   * The functions for Redis keys. Every command begins with it, so calls after `close` are rejected here. Later steps
   * of a command use `context.keys`.
   * @throws ConnectionInterrupted (`ERR_CLOSED`)
   */
  get keyspace(): Keys {
    this.gate.check();
    return this.context.keys;
  }

  /** The life of an entry with only a timeout. It is often equal to the previous one. */
  lifeOf(timeout: number | null): Life {
    if (timeout !== this.#lastLife.timeout) this.#lastLife = plainLife(timeout);
    return this.#lastLife;
  }

  /** Whether one command may name all of these keys. */
  shareGroup(redisKeys: readonly string[]): boolean {
    const [first, ...others] = redisKeys;
    if (first === undefined || others.length === 0) return true;
    const group = this.topology.groupOf(first);
    return others.every((redisKey) => this.topology.groupOf(redisKey) === group);
  }

  /** The lane that takes the writes of a key. */
  writeLane(redisKey: string): Lane {
    return this.topology.laneFor(this.topology.groupOf(redisKey), true);
  }

  /** Sends a command that reads. The first of several keys decides on the lane. */
  read<T>(
    command: string,
    redisKey: string | readonly string[],
    args: readonly PendingArgument[],
    use: (reply: Reply) => T | Promise<T>,
  ): Promise<T> {
    const keys = typeof redisKey === "string" ? [redisKey] : redisKey;
    const group = this.topology.groupOf(keys[0] as string);
    return send(this.topology.laneFor(group, false), command, keys, args, group).then(use);
  }

  /** Sends a command that writes. */
  write<T>(
    command: string,
    redisKey: string | readonly string[],
    args: readonly PendingArgument[],
    use: (reply: Reply) => T | Promise<T>,
  ): Promise<T> {
    const keys = typeof redisKey === "string" ? [redisKey] : redisKey;
    return this.writing(redisKey, (lane, group) => send(lane, command, keys, args, group)).then(use);
  }

  /** Runs a script that writes. `keys` are Redis keys that one command may name. */
  runScript(script: Script, redisKeys: readonly string[], args: readonly CommandArgument[]): Promise<Reply> {
    return this.writing(redisKeys, (lane, group) => lane.run(script, redisKeys, args, undefined, group));
  }

  /** Runs a write on the lane of its key, the first of several. Every write of values passes here, or `changing`. */
  writing<T>(redisKey: string | readonly string[], write: Write<T>): Promise<T> {
    this.invalidated(redisKey);
    const group = this.topology.groupOf(typeof redisKey === "string" ? redisKey : (redisKey[0] as string));
    const { topology } = this;
    const attempt = write(topology.laneFor(group, true), group);
    const done =
      topology.refused === undefined ? attempt : this.#failOver(attempt, (lane) => write(lane, group));
    return this.written === undefined ? done : done.finally(() => this.written?.(redisKey));
  }

  /** Runs a write of several steps that do not pass `writing`. */
  async changing<T>(redisKeys: readonly string[] | undefined, work: () => Promise<T>): Promise<T> {
    this.invalidated(redisKeys);
    try {
      return await work();
    } finally {
      this.written?.(redisKeys);
    }
  }

  /** A write on a given lane, within `changing`. */
  writingOn<T>(lane: Lane, write: (lane: Lane) => Promise<T>): Promise<T> {
    return this.#failOver(write(lane), write);
  }

  #failOver<T>(attempt: Promise<T>, write: (lane: Lane) => Promise<T>): Promise<T> {
    const { topology } = this;
    return attempt.catch((error) => {
      if (topology.refused === undefined) throw error;
      return topology.refused(error, write);
    });
  }

  /** A key for data of the client or a layer that belongs to another key: see `siblingKey`. */
  siblingOf(redisKey: string, what: string): CacheKey {
    const { prefix, version } = this.context.keys;
    const group = this.topology.groupOf(redisKey);
    const tags = this.#firstTags.get(group) ?? new Map();
    this.#firstTags.set(group, tags);
    const sibling = siblingKey(redisKey, what, prefix, (key) => this.topology.groupOf(key) === group, tags);
    return new MadeKey(sibling, sibling, version, prefix);
  }
}

/** The keys must be the first arguments of the command. */
function send(
  lane: Lane,
  command: string,
  keys: readonly string[],
  args: readonly PendingArgument[],
  group: number,
): Promise<Reply> {
  const ready = allOrSync(args);
  if (ready instanceof Promise) {
    return lane.hold(keys, ready, (all) => lane.send(command, [...keys, ...all], keys, group));
  }
  return lane.send(command, [...keys, ...ready], keys, group);
}
