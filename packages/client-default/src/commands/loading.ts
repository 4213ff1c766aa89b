import type { Commands, Key, Loader, Timeout, TimeoutOptions } from "@coffer/cache-core";
import { milliseconds, TIMEOUT, timeoutOptions } from "../calls/arguments.js";
import type { Entries } from "../client/entries.js";

/** A value from the cache, or from a loader. */
export const loading: Pick<Commands, "getOrSet"> & ThisType<Entries> = {
  getOrSet<T>(key: Key, value: Loader<T>, options?: Timeout | TimeoutOptions): Promise<T> {
    const given = timeoutOptions(options, TIMEOUT);
    const timeout = milliseconds(given?.timeout, this.context.timeout);
    const redisKey = this.keyspace.make(key, given);
    if (value === undefined)
      throw new TypeError("value must be a value or a function that makes one, got undefined");
    // Undefined too where Redis is unreachable and the cache does without it.
    const found = this.readValue(redisKey, "load").catch((error) =>
      this.context.ignoreOrThrow(error, "getOrSet"),
    );
    this.gate.enter();
    return found.then(
      (known) => {
        if (known === undefined) return load(this, redisKey, value, timeout).finally(() => this.gate.leave());
        this.gate.leave();
        return known as T;
      },
      (error) => {
        this.gate.leave();
        throw error;
      },
    );
  },
};

/** One at a time for each key of a client. */
async function load<T>(
  client: Entries,
  redisKey: string,
  loader: Loader<T>,
  timeout: number | null,
): Promise<T> {
  const joined = client.loads.joined(redisKey);
  if (joined === undefined) {
    const { value } = await client.loads.start(redisKey, (flight) => client.load(flight, loader, timeout));
    return value as T;
  }
  // From the bytes, as every other reader: callers who shared one object would change each other's.
  const { bytes } = await joined;
  return (
    bytes === undefined ? undefined : await client.codec.decode(Buffer.from(bytes as string), redisKey)
  ) as T;
}
