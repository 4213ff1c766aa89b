import type { DecodedText, Reply } from "@coffer/cache-core";
import type { Encoded } from "../entry/encoded.js";
import {
  type Head,
  headFor,
  headOf,
  headOfNext,
  MARK,
  NEVER,
  seenOf,
  soonerOf,
  withHead,
} from "../entry/head.js";
import type { Life } from "../entry/life.js";
import { STORE } from "../entry/scripts.js";
import { wallClock } from "../entry/wall-clock.js";
import type { TimesLeft, Use } from "../lane/answer.js";
import { isOfAnotherType } from "../lane/fetch-all.js";
import type { Lane } from "../lane/lane.js";
import { allOrSync, toBoolean } from "../lane/replies.js";
import { type Condition, setCommand } from "../lane/set-command.js";
import type { Loaded, LoadTask } from "../loading/load-task.js";
import { Tags } from "../tags/tags.js";
import { byLane, type LaneShare } from "../topology/by-lane.js";
import { Kernel } from "./kernel.js";
import { runTask } from "./load.js";
import { parts } from "./parts.js";
import { remove } from "./remove.js";
import type { Origin, Purpose, Seams, Unchanged } from "./seams.js";
import { touch } from "./touch.js";

/** The default behaviour of the seams, without a layer: a key contains only the encoded value. */
export abstract class Entries extends Kernel implements Seams {
  readonly tags: Tags = new Tags(this);

  readValue(redisKey: string, purpose: Purpose, use?: Use<unknown>): Promise<unknown> {
    const { topology } = this;
    const group = topology.groupOf(redisKey);
    return topology.laneFor(group, false).read(redisKey, use ?? this.uses[purpose], group);
  }

  /** The default decoder. One function for all calls: creating one for each `get` would be a fiftieth of its time. */
  readonly uses: Readonly<Record<Purpose, Use<unknown>>> = {
    get: (data, redisKey, text) =>
      this.context.statistics.countLookup(
        data === null ? undefined : this.decodeEntry(data, redisKey, "get", text),
      ),
    load: (data, redisKey, text) =>
      this.context.statistics.countLookup(
        data === null ? undefined : this.decodeEntry(data, redisKey, "load", text),
      ),
  };

  async readValues(redisKeys: readonly string[], use: Use<unknown> = this.uses.get): Promise<unknown[]> {
    const found: unknown[] = new Array(redisKeys.length);
    await parts(
      this.context,
      "getMany",
      [...byLane(this.topology, redisKeys, false)].map(([lane, share]) =>
        lane.readMany(
          share.keys,
          (data, text, left) =>
            allOrSync(
              data.map((bytes, index) => this.#answerInto(found, share, index, bytes, use, text, left)),
            ),
          share.groups,
          use.asksLeft,
        ),
      ),
    );
    return found;
  }

  /** An undecodable value is a miss if such errors are ignored. */
  #answerInto(
    found: unknown[],
    { positions, keys }: LaneShare,
    index: number,
    bytes: Buffer | null,
    use: Use<unknown>,
    text: DecodedText,
    timesLeft: TimesLeft | undefined,
  ): undefined | Promise<undefined> {
    const key = keys[index] as string;
    const ignoreOrThrow = (error: unknown) => this.context.ignoreOrThrow(error, "getMany") as undefined;
    const put = (value: unknown) => {
      found[positions[index] as number] = value;
      return undefined;
    };
    try {
      const value = use(bytes, key, text, timesLeft?.get(key));
      return value instanceof Promise ? value.then(put, ignoreOrThrow) : put(value);
    } catch (error) {
      return ignoreOrThrow(error);
    }
  }

  readVersion(redisKey: string, use: Use<void>): void | Promise<void> {
    const group = this.topology.groupOf(redisKey);
    return this.topology.laneFor(group, true).read(redisKey, use, group);
  }

  decodeEntry(stored: Buffer, redisKey: string, purpose: Purpose, text?: DecodedText): unknown {
    const head = headOf(stored);
    if (head === undefined) return this.decodePayload(stored, redisKey, text);
    if (this.isExpired(head, redisKey, purpose)) return undefined;
    const decode = () => this.decodePayload(stored, redisKey, text);
    const holds = this.tags.holds(head);
    if (typeof holds === "boolean") return holds ? decode() : undefined;
    return holds.then((doHold) => (doHold ? decode() : undefined));
  }

  decodePayload(stored: Buffer, redisKey: string, text?: DecodedText): unknown {
    return this.codec.decode(this.payloadOf(stored), redisKey, text);
  }

  isExpired(head: Head, _redisKey: string, _purpose: Purpose): boolean {
    return head.expires <= wallClock();
  }

  isCurrent(stored: Buffer): boolean | Promise<boolean> {
    const head = headOf(stored);
    if (head === undefined) return true;
    return head.expires > wallClock() && this.tags.holds(head);
  }

  payloadOf(stored: Buffer): Buffer {
    const head = headOf(stored);
    return head === undefined ? stored : stored.subarray(head.length);
  }

  withPayload(encoded: Encoded, stored: Buffer): Encoded {
    const head = headOf(stored);
    if (head === undefined) return encoded;
    return Buffer.concat([headOfNext(stored, head), Buffer.from(encoded as string)]);
  }

  writeEntry(
    redisKey: string,
    data: Encoded | Promise<Buffer>,
    life: Life,
    when: Condition | Unchanged,
    origin: Origin,
  ): Promise<boolean> {
    const { timeout } = life;
    if (timeout !== null && timeout <= 0) return this.#goneAtOnce(redisKey, when);
    const written = this.#write(redisKey, data, life, when);
    if (when !== "NX" || origin === "loader") return written;
    return written.then((isWritten) => isWritten || this.#insteadOfOld(redisKey, data, life));
  }

  #write(
    redisKey: string,
    data: Encoded | Promise<Buffer>,
    life: Life,
    when: Condition | Unchanged,
  ): Promise<boolean> {
    return this.writing(redisKey, (lane, group) => {
      if (typeof life.tags !== "string") {
        // Later calls for the key wait meanwhile, so that the calls of a turn keep their order.
        return lane.hold([redisKey], Promise.all([data, life.tags]), ([bytes, tags]) =>
          this.#set(lane, redisKey, bytes, { ...life, tags }, when, group),
        );
      }
      if (data instanceof Promise) {
        return lane.hold([redisKey], data, (bytes) => this.#set(lane, redisKey, bytes, life, when, group));
      }
      return this.#set(lane, redisKey, data, life, when, group);
    });
  }

  #set(
    lane: Lane,
    redisKey: string,
    encoded: Encoded,
    life: Life,
    when: Condition | Unchanged,
    group: number,
  ): Promise<boolean> {
    const head = headFor(encoded, life);
    const bytes = head === undefined ? encoded : withHead(head, encoded);
    const milliseconds = life.timeout === null ? null : life.timeout + life.keep;
    if (typeof when === "object") {
      const { seen, permit } = when;
      const args = [seen, bytes, milliseconds ?? "", ...(permit === undefined ? [] : [permit.token])];
      const keys = permit === undefined ? [redisKey] : [redisKey, permit.key];
      const use = (reply: Reply) => {
        if (Number(reply) < 0) permit?.lost();
        return this.context.statistics.countWrite(toBoolean(reply));
      };
      return lane.run(STORE, keys, args, use, group);
    }
    const command = setCommand(redisKey, bytes, milliseconds, when, group);
    return lane.write(redisKey, command, bytes.length, this.#isWritten);
  }

  /** Redis answers nil when NX or XX prevented the write. */
  readonly #isWritten = (reply: Reply): boolean => this.context.statistics.countWrite(reply !== null);

  /** Handles a value that prevented a write with NX. For a reader, an expired value counts as missing. */
  async #insteadOfOld(redisKey: string, data: Encoded | Promise<Buffer>, life: Life): Promise<boolean> {
    const group = this.topology.groupOf(redisKey);
    const first = await this.topology
      .laneFor(group, true)
      .send("GETRANGE", [redisKey, 0, 0], [redisKey], group)
      .catch((error) => {
        if (isOfAnotherType(error)) return null;
        throw error;
      });
    // Every entry that may be stale begins with a marker.
    if (!Buffer.isBuffer(first) || first[0] !== MARK) return false;
    const stored = await this.storedAt(redisKey);
    if (stored === undefined) return this.#write(redisKey, data, life, "NX");
    return !(await this.isCurrent(stored)) && this.#write(redisKey, data, life, { seen: seenOf(stored) });
  }

  /** A value that would expire at once is not stored; the answer is as if it had been. */
  #goneAtOnce(redisKey: string, when: Condition | Unchanged): Promise<boolean> {
    if (when !== "NX") return remove(this, redisKey);
    return this.writing(redisKey, (lane, group) => lane.send("EXISTS", [redisKey], [redisKey], group)).then(
      (reply) => !toBoolean(reply),
    );
  }

  /** The bytes at a key on the server that takes its writes; undefined if it is missing. */
  async storedAt(redisKey: string): Promise<Buffer | undefined> {
    const group = this.topology.groupOf(redisKey);
    const found = await this.topology.laneFor(group, true).read(redisKey, (data) => data, group);
    return found ?? undefined;
  }

  load(task: LoadTask): Promise<Loaded> {
    return runTask(this, task);
  }

  /** A value that another caller stored, as if it had been loaded. */
  async loadedFrom(stored: Buffer, redisKey: string): Promise<Loaded> {
    const bytes = this.payloadOf(stored);
    return { value: await this.codec.decode(bytes, redisKey), bytes, outcome: "elsewhere" };
  }

  timeLeft(stored: Buffer, left: number | null): number | null {
    const { expires } = headOf(stored) ?? {};
    if (expires === undefined) return left;
    return soonerOf(expires === NEVER ? null : expires - wallClock(), left);
  }

  touchEntry(redisKey: string, timeout: number | null): Promise<boolean> {
    return touch(this, redisKey, timeout);
  }

  deletedWith(_redisKey: string): string | undefined {
    return undefined;
  }

  invalidated(redisKeys: string | readonly string[] | undefined): void {
    if (redisKeys === undefined) this.loads.allWritten();
    else this.loads.written(redisKeys);
  }
}
