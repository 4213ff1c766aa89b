import type { Key, Loader, Timeout, TimeoutOptions } from "@coffer/cache-core";
import { milliseconds, TIMEOUT, timeoutOptions } from "./arguments.js";
import { CounterCommands } from "./counters.js";
import type { Flight } from "./flight.js";
import { runLoader } from "./load-cycle.js";

/** What a load came to: the value for the caller that ran the loader, its bytes for all others. */
export interface Loaded {
  readonly value: unknown;
  /** Encoded. Undefined where the loader gave undefined, and nothing was stored. */
  readonly bytes: string | Buffer | undefined;
}

/** `getOrSet`. */
export abstract class LoadingCommands extends CounterCommands {
  getOrSet<T>(key: Key, value: Loader<T>, options?: Timeout | TimeoutOptions): Promise<T> {
    const given = timeoutOptions(options, TIMEOUT);
    const timeout = milliseconds(given?.timeout, this.context.timeout);
    const redisKey = this.keyspace.make(key, given);
    if (value === undefined)
      throw new TypeError("value must be a value or a function that makes one, got undefined");
    const found = this.lookUp(redisKey);
    this.door.enter();
    return found.then(
      (known) => {
        if (known === undefined) return this.#load(redisKey, value, timeout).finally(() => this.door.leave());
        this.door.leave();
        return known as T;
      },
      (error) => {
        this.door.leave();
        throw error;
      },
    );
  }

  /** The value under a made key; undefined too where Redis is away and the cache does without it. */
  protected lookUp(redisKey: string): Promise<unknown> {
    return this.find(redisKey).catch((error) => this.context.ignoreOrThrow(error, "getOrSet"));
  }

  async #load<T>(redisKey: string, loader: Loader<T>, timeout: number | null): Promise<T> {
    const joined = this.loads.joined(redisKey);
    if (joined === undefined) {
      const { value } = await this.loads.start(redisKey, (flight) =>
        this.loadAndStore(flight, loader, timeout),
      );
      return value as T;
    }
    // From the bytes, as every other reader: callers who shared one object would change each other's.
    const { bytes } = await joined;
    return (
      bytes === undefined ? undefined : await this.codec.decode(Buffer.from(bytes as string), redisKey)
    ) as T;
  }

  /** One at a time for each key in this process. */
  protected async loadAndStore<T>(
    flight: Flight,
    loader: Loader<T>,
    timeout: number | null,
  ): Promise<Loaded> {
    const value =
      typeof loader === "function" ? await runLoader(flight, loader as () => T | Promise<T>) : await loader;
    if (value === undefined) return { value, bytes: undefined };
    const bytes = await this.codec.encode(value, flight.redisKey);
    const mine = { value, bytes };
    // The key was written or deleted meanwhile: what was loaded may be older than that.
    if (flight.isDead) return mine;
    return (await this.#storeOrTheirs(flight, mine, timeout)) ?? mine;
  }

  /**
   * Stores what was loaded. Gives what somebody else has stored meanwhile. A store that fails does not cost the callers the value,
   * which they have been waiting for.
   */
  async #storeOrTheirs(
    flight: Flight,
    mine: { readonly bytes: string | Buffer },
    timeout: number | null,
  ): Promise<Loaded | undefined> {
    const { redisKey } = flight;
    const report = (error: unknown) => this.context.report(error, "getOrSet");
    const theirs = await this.loads
      .storing(flight, () => this.storeLoaded(redisKey, mine.bytes, timeout))
      .catch(report);
    if (theirs === undefined) return undefined;
    try {
      return await this.loaded(theirs, redisKey);
    } catch (error) {
      report(error);
    }
    // As long as what is there stayed, which cannot be read, every caller would load.
    await this.loads
      .storing(flight, () => this.storeEncoded(redisKey, mine.bytes, timeout, undefined))
      .catch(report);
    return undefined;
  }

  /** What somebody else stored, as if it had been loaded. */
  protected async loaded(stored: Buffer, redisKey: string): Promise<Loaded> {
    const bytes = this.unpack(stored);
    return { value: await this.codec.decode(bytes, redisKey), bytes };
  }

  /** Stores what was loaded, unless somebody else was first: then resolves to what they stored. Asks for the write at once. */
  protected async storeLoaded(
    redisKey: string,
    bytes: string | Buffer,
    timeout: number | null,
  ): Promise<Buffer | undefined> {
    if (timeout !== null && timeout <= 0) return undefined;
    if (await this.storeEncoded(redisKey, bytes, timeout, "NX")) return undefined;
    const theirs = await this.laneFor(redisKey, true).read(redisKey, (data) => data);
    return theirs ?? undefined;
  }
}
