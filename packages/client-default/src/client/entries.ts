import type { DecodedText, Loader, Reply } from "@coffer/cache-core";
import type { Lane } from "../lane/lane.js";
import { allOrSync, toBoolean } from "../lane/replies.js";
import { type Condition, setCommand } from "../lane/set-command.js";
import type { Flight } from "../loading/flight.js";
import { runLoader } from "../loading/load-cycle.js";
import { byLane, type LaneShare } from "./by-lane.js";
import { Kernel } from "./kernel.js";
import { parts } from "./parts.js";
import { remove } from "./remove.js";
import type { Encoded, Loaded, Origin, Purpose, Seams } from "./seams.js";
import { setLifetime } from "./set-lifetime.js";

/** What a client does at its seams where no layer changes it: the encoded value is all that a key holds. */
export abstract class Entries extends Kernel implements Seams {
  readValue(redisKey: string, purpose: Purpose): Promise<unknown> {
    const { topology } = this;
    const group = topology.groupOf(redisKey);
    const use = purpose === "get" ? this.#forGet : this.#forLoad;
    return topology.laneFor(group, false).read(redisKey, use, group);
  }

  /** One function for all calls, since one of its own for each `get` would be a fiftieth of it. */
  readonly #forGet = (data: Buffer | null, redisKey: string, text: DecodedText | undefined): unknown =>
    this.context.statistics.countLookup(
      data === null ? undefined : this.decodeEntry(data, redisKey, "get", text),
    );

  readonly #forLoad = (data: Buffer | null, redisKey: string, text: DecodedText | undefined): unknown =>
    this.context.statistics.countLookup(
      data === null ? undefined : this.decodeEntry(data, redisKey, "load", text),
    );

  async readValues(redisKeys: readonly string[]): Promise<unknown[]> {
    const found: unknown[] = new Array(redisKeys.length);
    await parts(
      this.context,
      "getMany",
      [...byLane(this.topology, redisKeys, false)].map(([lane, share]) =>
        lane.readMany(
          share.keys,
          (data, text) =>
            allOrSync(data.map((bytes, index) => this.#decodeInto(found, share, index, bytes, text))),
          share.groups,
        ),
      ),
    );
    return found;
  }

  /** One value that cannot be read is a miss of its own where such errors are ignored. */
  #decodeInto(
    found: unknown[],
    { positions, keys }: LaneShare,
    index: number,
    bytes: Buffer | null,
    text: DecodedText,
  ): undefined | Promise<undefined> {
    const { statistics } = this.context;
    if (bytes === null) return statistics.countLookup(undefined);
    const ignoreOrThrow = (error: unknown) => this.context.ignoreOrThrow(error, "getMany") as undefined;
    const put = (value: unknown) => {
      found[positions[index] as number] = value;
      return undefined;
    };
    try {
      const value = statistics.countLookup(this.decodeEntry(bytes, keys[index] as string, "get", text));
      return value instanceof Promise ? value.then(put, ignoreOrThrow) : put(value);
    } catch (error) {
      return ignoreOrThrow(error);
    }
  }

  decodeEntry(stored: Buffer, redisKey: string, _purpose: Purpose, text?: DecodedText): unknown {
    return this.codec.decode(this.payloadOf(stored), redisKey, text);
  }

  payloadOf(stored: Buffer): Buffer {
    return stored;
  }

  withPayload(encoded: Encoded, _stored: Buffer): Encoded {
    return encoded;
  }

  writeEntry(
    redisKey: string,
    data: Encoded | Promise<Buffer>,
    timeout: number | null,
    when: Condition,
    _origin: Origin,
  ): Promise<boolean> {
    if (timeout !== null && timeout <= 0) return this.#goneAtOnce(redisKey, when);
    return this.writing(redisKey, (lane, group) => {
      if (data instanceof Promise) {
        return lane.hold([redisKey], data, (bytes) => this.#set(lane, redisKey, bytes, timeout, when, group));
      }
      return this.#set(lane, redisKey, data, timeout, when, group);
    });
  }

  #set(
    lane: Lane,
    redisKey: string,
    bytes: Encoded,
    timeout: number | null,
    when: Condition,
    group: number,
  ): Promise<boolean> {
    const command = setCommand(redisKey, bytes, timeout, when, group);
    return lane.write(redisKey, command, bytes.length, this.#isWritten);
  }

  /** Redis answers nil when NX or XX prevented the write. */
  readonly #isWritten = (reply: Reply): boolean => this.context.statistics.countWrite(reply !== null);

  /** A value that is gone at once is not stored; the answer is what one would see of it. */
  #goneAtOnce(redisKey: string, when: Condition): Promise<boolean> {
    if (when !== "NX") return remove(this, redisKey);
    return this.writing(redisKey, (lane, group) => lane.send("EXISTS", [redisKey], [redisKey], group)).then(
      (reply) => !toBoolean(reply),
    );
  }

  /** Stores what a loader gave, unless the key is there by now: then resolves to the bytes at the key. Sends the write at once. */
  async #writeLoaded(redisKey: string, data: Encoded, timeout: number | null): Promise<Buffer | undefined> {
    if (timeout !== null && timeout <= 0) return undefined;
    if (await this.writeEntry(redisKey, data, timeout, "NX", "loader")) return undefined;
    return this.storedAt(redisKey);
  }

  /** The bytes at a key on the server that takes its writes; undefined where it is missing. */
  async storedAt(redisKey: string): Promise<Buffer | undefined> {
    const group = this.topology.groupOf(redisKey);
    const found = await this.topology.laneFor(group, true).read(redisKey, (data) => data, group);
    return found ?? undefined;
  }

  async load<T>(flight: Flight, loader: Loader<T>, timeout: number | null): Promise<Loaded> {
    const value =
      typeof loader === "function" ? await runLoader(flight, loader as () => T | Promise<T>) : await loader;
    if (value === undefined) return { value, bytes: undefined };
    const bytes = await this.codec.encode(value, flight.redisKey);
    const mine = { value, bytes };
    // The key was written or deleted meanwhile: what was loaded may be older than that.
    if (flight.isDead) return mine;
    return (await this.#storeOrTheirs(flight, bytes, timeout)) ?? mine;
  }

  /**
   * Stores what was loaded. Returns what somebody else has stored meanwhile. A store that fails does not cost the callers the value,
   * which they have been waiting for.
   */
  async #storeOrTheirs(flight: Flight, bytes: Encoded, timeout: number | null): Promise<Loaded | undefined> {
    const { redisKey } = flight;
    const report = (error: unknown) => this.context.report(error, "getOrSet");
    const theirs = await this.loads
      .storing(flight, () => this.#writeLoaded(redisKey, bytes, timeout))
      .catch(report);
    if (theirs === undefined) return undefined;
    try {
      return await this.loadedFrom(theirs, redisKey);
    } catch (error) {
      report(error);
    }
    // As long as what is there stayed, which cannot be read, every caller would load.
    await this.loads
      .storing(flight, () => this.writeEntry(redisKey, bytes, timeout, undefined, "loader"))
      .catch(report);
    return undefined;
  }

  /** What somebody else stored, as if it had been loaded. */
  async loadedFrom(stored: Buffer, redisKey: string): Promise<Loaded> {
    const bytes = this.payloadOf(stored);
    return { value: await this.codec.decode(bytes, redisKey), bytes };
  }

  touchEntry(redisKey: string, timeout: number | null): Promise<boolean> {
    return setLifetime(this, redisKey, timeout);
  }

  invalidated(redisKeys: string | readonly string[] | undefined): void {
    if (redisKeys === undefined) this.loads.allWritten();
    else this.loads.written(redisKeys);
  }
}
