import type { ClientContext, DecodedText, Loader, OptionDeclarations } from "@coffer/cache-core";
import { DefaultClient, type Flight, type Loaded } from "@coffer/client-default";
import { expiryOf, HEADER_LENGTH, looksWrapped, moment, NEVER, unwrap, wrap } from "./envelope.js";
import { type Found, loadAlone } from "./load-alone.js";
import { ADD, TOUCH } from "./scripts.js";
import { wallClock } from "./wall-clock.js";

declare module "@coffer/cache-core" {
  interface CacheOptions {
    readonly CACHE_HERD_TIMEOUT?: number;
    readonly CACHE_HERD_LOCK_TIMEOUT?: number;
  }
}

type Encoded = string | Buffer;
type Condition = "NX" | "XX" | undefined;

/** Bytes to store, and for how many milliseconds. */
interface Packed {
  readonly data: Encoded | Promise<Buffer>;
  readonly timeout: number | null;
}

const INTEGER = /^-?\d+$/;

/**
 * Values with a timeout are kept for CACHE_HERD_TIMEOUT longer than that. In this time each reader draws whether the value is still there
 * for it, the later the less likely, so that one caller makes it anew while the others have the old one. `getOrSet` lets one
 * caller among all processes load.
 */
export class HerdClient extends DefaultClient {
  static override readonly options: OptionDeclarations = {
    ...DefaultClient.options,
    CACHE_HERD_TIMEOUT: {
      type: "number",
      min: 0,
      unit: "seconds",
      default: 60,
      global: true,
      description: "How long a value outlives its timeout, while readers find it missing by and by.",
    },
    CACHE_HERD_LOCK_TIMEOUT: {
      type: "number",
      min: 0.1,
      unit: "seconds",
      default: 10,
      description: "How long getOrSet waits for a loader whose process died. One that lives may take longer.",
    },
  };

  /** In milliseconds. */
  readonly #herdTimeout: number;
  readonly #lockTimeout: number;
  /** Keys for which a caller of this process drew that the value is to be made anew. */
  readonly #refreshing: Set<string> = new Set();

  constructor(context: ClientContext) {
    super(context);
    this.#herdTimeout = Math.trunc((context.options.CACHE_HERD_TIMEOUT as number) * 1000);
    this.#lockTimeout = context.options.CACHE_HERD_LOCK_TIMEOUT as number;
  }

  protected override view(data: Buffer, redisKey: string, texts?: DecodedText): unknown {
    const when = expiryOf(data);
    if (when === undefined) return this.codec.decode(data, redisKey, texts);
    return this.#isGone(when) ? undefined : this.codec.decode(data.subarray(HEADER_LENGTH), redisKey);
  }

  protected override unpack(data: Buffer): Buffer {
    return unwrap(data);
  }

  protected override repack(encoded: Encoded, there: Buffer): Encoded {
    const when = expiryOf(there);
    return when === undefined ? encoded : wrap(encoded, when);
  }

  /** Draws, for one reader: in the x-th second after the logical expiry a value of T seconds is gone with (x + 1) / T. */
  #isGone(when: number): boolean {
    const seconds = Math.floor((wallClock() - when) / 1000);
    return seconds >= 1 && Math.random() < ((seconds + 1) * 1000) / this.#herdTimeout;
  }

  protected override storeEncoded(
    redisKey: string,
    encoded: Encoded | Promise<Buffer>,
    timeout: number | null,
    condition: Condition,
  ): Promise<boolean> {
    // Integers stay bare, so that Redis can count them.
    const isInteger = typeof encoded === "string" && INTEGER.test(encoded);
    return this.#store(
      redisKey,
      isInteger ? { data: encoded, timeout } : this.#pack(encoded, timeout),
      condition,
    );
  }

  #pack(encoded: Encoded | Promise<Buffer>, timeout: number | null): Packed {
    if (encoded instanceof Promise) {
      return {
        data: encoded.then((data) => this.#pack(data, timeout).data as Buffer),
        timeout: this.#real(timeout),
      };
    }
    if (timeout === null) return { data: looksWrapped(encoded) ? wrap(encoded, NEVER) : encoded, timeout };
    return { data: wrap(encoded, wallClock() + timeout), timeout: this.#real(timeout) };
  }

  /** When Redis lets go. */
  #real(timeout: number | null): number | null {
    return timeout === null || timeout <= 0 ? timeout : timeout + this.#herdTimeout;
  }

  #store(redisKey: string, { data, timeout }: Packed, condition: Condition): Promise<boolean> {
    if (condition !== "NX" || (timeout !== null && timeout <= 0)) {
      return super.storeEncoded(redisKey, data, timeout, condition);
    }
    // What is there may be expired, as far as a reader can see.
    return this.writing(redisKey, (lane) => {
      const add = (bytes: Encoded) => lane.run(ADD, [redisKey], [wallClock(), bytes, timeout ?? ""]);
      return data instanceof Promise ? lane.hold([redisKey], data, add) : add(data);
    }).then((reply) => this.context.statistics.countWrite(Number(reply) === 1));
  }

  protected override async retime(redisKey: string, left: number | null): Promise<boolean> {
    if (left !== null && left <= 0) return super.retime(redisKey, left);
    const now = wallClock();
    const when = moment(left === null ? NEVER : now + left);
    return Number(await this.run(TOUCH, [redisKey], [now, when, this.#real(left) ?? "", left ?? ""])) === 1;
  }

  /** Of the readers of this process one at a time makes a value anew; until it is done, the others have the old one. */
  protected override lookUp(redisKey: string): Promise<unknown> {
    return this.laneFor(redisKey, false)
      .read(redisKey, (data, _key, texts) => {
        if (data === null) return this.context.statistics.countLookup(undefined);
        if (this.#refreshing.has(redisKey) || !this.#isGone(expiryOf(data) ?? NEVER)) {
          return this.context.statistics.countLookup(this.codec.decode(unwrap(data), redisKey, texts));
        }
        this.#refreshing.add(redisKey);
        return this.context.statistics.countLookup(undefined);
      })
      .catch((error) => this.context.ignoreOrThrow(error, "getOrSet"));
  }

  protected override async loadAndStore<T>(
    flight: Flight,
    loader: Loader<T>,
    timeout: number | null,
  ): Promise<Loaded> {
    const load = () => super.loadAndStore(flight, loader, timeout);
    const redisKey = flight.redisKey;
    const failed = this.siblingOf(redisKey, "failed").redisKey;
    try {
      if (typeof loader !== "function" || (timeout !== null && timeout <= 0)) return await load();
      return await loadAlone({
        lock: this.lockWithin(this.siblingOf(redisKey, "load").redisKey, {
          timeout: this.#lockTimeout,
          blocking: false,
        }),
        load,
        flight,
        look: (fresh) => this.#look(redisKey, failed, fresh),
        leave: (note) =>
          this.laneFor(redisKey, true).send("SET", [failed, note, "PX", this.#lockTimeout * 1000], [failed]),
        ignoreOrThrow: (error) => this.context.ignoreOrThrow(error, "getOrSet"),
      });
    } finally {
      this.#refreshing.delete(redisKey);
    }
  }

  /** What is there by now; if it has to be fresh, what has logically expired is not. */
  #look(redisKey: string, failed: string, fresh: boolean): Promise<Found<Loaded>> {
    return this.laneFor(redisKey, true).readMany([redisKey, failed], async ([data = null, left = null]) => {
      const isThere = data !== null && !(fresh && (expiryOf(data) ?? NEVER) < Date.now());
      return { loaded: isThere ? await this.loaded(data, redisKey) : undefined, note: left?.toString() };
    });
  }

  /** What was loaded has cost something, so integers too get an envelope. */
  protected override async storeLoaded(
    redisKey: string,
    bytes: Encoded,
    timeout: number | null,
  ): Promise<Buffer | undefined> {
    if (timeout !== null && timeout <= 0) return undefined;
    if (await this.#store(redisKey, this.#pack(bytes, timeout), "NX")) return undefined;
    return (await this.laneFor(redisKey, true).read(redisKey, (data) => data)) ?? undefined;
  }
}
