import type { Cache } from "@coffer/cache-core";

const KEYS = 1_000;
const TIMEOUT = 60;

const value = (n: number) => ({ id: n, name: `name ${n}`, tags: ["a", "b", "c"], at: n * 1000 });
/** A value that is long enough for compression. */
const longValue = (n: number) => ({ ...value(n), text: `text ${n} `.repeat(100) });

/** Makes the `n`th call of a mix of all kinds; calls that are rare in applications are rare here. */
export async function perform(cache: Cache, n: number): Promise<unknown> {
  const key = `key:${(n * 7919) % KEYS}`;
  if (n % 1_000 === 1) {
    for await (const _ of cache.iterKeys("key:*", { itersize: 500 }));
    return;
  }
  if (n % 100 === 2) {
    await using held = await cache.lock(`lock:${n % 700}`, { timeout: 1, fencing: n % 200 === 2 }).acquire({
      blockingTimeout: 0.1,
    });
    return held;
  }
  switch (n % 20) {
    case 3:
    case 4:
    case 5:
      return cache.set(key, value(n), TIMEOUT);
    case 6:
      return cache.set(key, longValue(n), TIMEOUT);
    case 7:
      return cache.getMany(Array.from({ length: 10 }, (_, index) => `key:${(n + index) % KEYS}`));
    case 8:
      return cache.setMany(
        new Map([
          [key, value(n)],
          [`${key}:b`, value(n)],
        ]),
        TIMEOUT,
      );
    case 9:
    case 10:
      return cache.incr(`counter:${n % 50}`, 1, { ignoreKeyCheck: true });
    case 11:
    case 12:
      return cache.getOrSet(`loaded:${Math.floor(n / 50) % KEYS}`, async () => value(n), TIMEOUT);
    case 13:
      return cache.delete(key);
    default:
      return cache.get(key);
  }
}
