import { nextTick } from "node:process";
import { setImmediate } from "node:timers";
import type { Command, Connection, Reply } from "@coffer/cache-core";
import type { Answer, TimesLeft, Use } from "./answer.js";
import { type BatchSize, EAGER_BATCH, MAX_BATCH } from "./batch.js";
import { fetchAll } from "./fetch-all.js";
import { fetchInGroups } from "./fetch-in-groups.js";
import { ReadBatch } from "./read-batch.js";
import type { RoundTrips } from "./round-trips.js";
import { sendAll } from "./send-all.js";
import { WriteBatch } from "./write-batch.js";

interface ManyAnswers {
  /** In the order of the keys. */
  readonly answers: Answer[];
  /** Where it was requested. */
  readonly timesLeft: TimesLeft | undefined;
}

/**
 * The queue of a turn of the event loop: its reads are sent as one MGET (a few, if there are many; a single one as
 * GET), its writes as one batch; reads are sent before writes. A read of a key with a queued write sends both first.
 */
export class Pending {
  readonly #connection: () => Connection;
  readonly #roundTrips: RoundTrips;
  readonly #mixesGroups: boolean;
  #reads: ReadBatch | undefined;
  #writes: WriteBatch | undefined;
  #scheduled = false;
  /** How often the queue was sent. */
  departures = 0;

  constructor(connection: () => Connection, roundTrips: RoundTrips, mixesGroups: boolean) {
    this.#connection = connection;
    this.#roundTrips = roundTrips;
    this.#mixesGroups = mixesGroups;
  }

  read<T>(key: string, use: Use<T>, group: number): Promise<T> {
    if (this.#writes?.has(key)) this.flush();
    return this.#readBatch().read(key, use, group);
  }

  async readMany(
    keys: readonly string[],
    groups: readonly number[],
    asksLeft: boolean,
  ): Promise<ManyAnswers> {
    const writes = this.#writes;
    if (writes !== undefined && keys.some((key) => writes.has(key))) this.flush();
    const parts: Promise<readonly Answer[]>[] = [];
    const batches: ReadBatch[] = [];
    for (let from = 0; from < keys.length; ) {
      const batch = this.#readBatch(MAX_BATCH);
      const to = Math.min(keys.length, from + batch.room);
      parts.push(batch.readAll(keys.slice(from, to), groups.slice(from, to), asksLeft));
      batches.push(batch);
      from = to;
    }
    const answers = (await Promise.all(parts)).flat();
    if (!asksLeft) return { answers, timesLeft: undefined };
    return { answers, timesLeft: new Map(batches.flatMap((batch) => [...(batch.timesLeft ?? [])])) };
  }

  write<T>(key: string, command: Command, bytes: number, use: (reply: Reply) => T): Promise<T> {
    return this.#writeBatch().write(key, command, bytes, use);
  }

  /** Sends the queue. */
  flush(): void {
    this.departures += 1;
    const reads = this.#reads;
    const writes = this.#writes;
    this.#reads = undefined;
    this.#writes = undefined;
    if (reads !== undefined) {
      const { timesLeft } = reads;
      const isPlain = !this.#mixesGroups && timesLeft === undefined;
      reads.settle(
        (keys, groups) =>
          isPlain
            ? fetchAll(this.#connection(), keys)
            : fetchInGroups(this.#connection(), keys, groups, timesLeft),
        this.#roundTrips,
      );
    }
    if (writes !== undefined)
      writes.settle((commands) => sendAll(this.#connection(), commands), this.#roundTrips);
  }

  /** A lane to several servers has little for each of them in the first entries. */
  get #size(): BatchSize {
    return this.#roundTrips.isIdle && !this.#mixesGroups ? EAGER_BATCH : MAX_BATCH;
  }

  #readBatch(size?: BatchSize): ReadBatch {
    if (this.#reads?.isFull) this.flush();
    if (this.#reads === undefined) {
      this.#reads = new ReadBatch(size ?? this.#size, this.#mixesGroups);
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
   * At the end of the turn, so that calls from many sockets share a batch, too. A single caller, which has none to
   * share with, does not wait: the wait is half of the cost of a call besides the round trip.
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
