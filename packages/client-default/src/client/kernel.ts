import { MadeKey } from "@coffer/backend-kit";
import type {
  CacheKey,
  ClientContext,
  CloseOptions,
  Codec,
  CommandArgument,
  Keys,
  Lock,
  LockOptions,
  RawConnectionOptions,
  Reply,
  Script,
  ServerInfo,
} from "@coffer/cache-core";
import { redactOnInspect } from "@coffer/cache-core";
import { checkOptions, milliseconds } from "../calls/arguments.js";
import { Gate } from "../calls/gate.js";
import { KeyOrder } from "../lane/key-order.js";
import type { Lane } from "../lane/lane.js";
import { allOrSync } from "../lane/replies.js";
import { SingleFlight } from "../loading/single-flight.js";
import { lockPlan } from "../lock/lock-options.js";
import { LockQueue } from "../lock/lock-queue.js";
import { type LockHome, RedisLock } from "../lock/redis-lock.js";
import type { Topology } from "../topology/topology.js";
import type { Loaded } from "./seams.js";
import { siblingKey } from "./sibling-key.js";

/** An argument that may not be ready yet: a large value that is being compressed. */
export type PendingArgument = CommandArgument | Promise<Buffer>;

/** Sends a write on the lane that it is given, with the group of its key. */
export type Write<T> = (lane: Lane, group: number) => Promise<T>;

const RAW_OPTIONS: ReadonlySet<string> = new Set(["write", "key"]);
const CLOSE_OPTIONS: ReadonlySet<string> = new Set(["final", "timeout"]);

/** Milliseconds that `close` waits for what is under way, where the caller does not say. */
const CLOSE_TIMEOUT = 10_000;

/** What all commands stand on: the way of a key to its lane, loads and locks of this client, and its end. */
export abstract class Kernel {
  readonly context: ClientContext;
  readonly codec: Codec;
  readonly topology: Topology;
  /** Every call passes it; `close` waits for those that have. */
  readonly gate: Gate;
  /** The loads of `getOrSet` that are under way. */
  readonly loads: SingleFlight<Loaded> = new SingleFlight();
  /** The order of those that count what Redis cannot. */
  readonly slowCounts: KeyOrder = new KeyOrder();
  readonly lockHome: LockHome;

  constructor(context: ClientContext, topology: Topology) {
    // A copy: a subclass may have built it with other servers, whose URLs have passwords.
    this.context = redactOnInspect({ ...context, servers: redactOnInspect([...context.servers]) });
    this.topology = topology;
    this.gate = new Gate(context.alias);
    this.codec = context.codec;
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

  /**
   * What keys are made with. Every command begins with it, so calls after `close` are refused here. What a command needs later on is in
   * `context.keys`.
   * @throws ConnectionInterrupted (`ERR_CLOSED`)
   */
  get keyspace(): Keys {
    this.gate.check();
    return this.context.keys;
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

  /** Runs a script that writes. */
  run(script: Script, redisKeys: readonly string[], args: readonly CommandArgument[]): Promise<Reply> {
    return this.writing(redisKeys, (lane, group) => lane.run(script, redisKeys, args, undefined, group));
  }

  /** Does a write on the lane of its key; the first of several decides. Every write of values passes here, or calls `invalidated` itself. */
  writing<T>(redisKey: string | readonly string[], write: Write<T>): Promise<T> {
    this.invalidated(redisKey);
    const group = this.topology.groupOf(typeof redisKey === "string" ? redisKey : (redisKey[0] as string));
    const { topology } = this;
    const attempt = write(topology.laneFor(group, true), group);
    return topology.refused === undefined ? attempt : this.#failOver(attempt, (lane) => write(lane, group));
  }

  /** The same on a given lane, for writes that have called `invalidated` already. */
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

  /** A key for something of the client's own, or a layer's, that belongs to a key: see `siblingKey`. */
  siblingOf(redisKey: string, what: string): CacheKey {
    const { prefix, version } = this.context.keys;
    const sibling = siblingKey(redisKey, what, prefix, (beside) => this.shareGroup([redisKey, beside]));
    return new MadeKey(sibling, sibling, version, prefix);
  }

  /** A lock that a command takes for itself. It may do so while the client is closing. */
  lockWithin(redisKey: string, options: LockOptions): Lock {
    const gate = new Gate(this.context.alias);
    return new RedisLock(redisKey, lockPlan(options), { ...this.lockHome, gate });
  }

  async servers(): Promise<readonly ServerInfo[]> {
    this.gate.check();
    return this.topology.servers();
  }

  async ready(): Promise<void> {
    this.gate.check();
    await this.topology.ready();
  }

  async getRedisConnection(options?: RawConnectionOptions): Promise<unknown> {
    const { write = true, key } = checkOptions(options, RAW_OPTIONS) ?? {};
    this.gate.check();
    const group = key === undefined ? undefined : this.topology.groupOf(this.keyspace.make(key));
    return this.topology.native({ write }, group);
  }

  async close(options?: CloseOptions): Promise<void> {
    const { final = false, timeout } = checkOptions(options, CLOSE_OPTIONS) ?? {};
    const patience = milliseconds(timeout, CLOSE_TIMEOUT);
    if (final) await this.gate.close(patience);
    await this.topology.close(final);
  }
}

/** Keys come first, as in every command that is sent so. */
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
