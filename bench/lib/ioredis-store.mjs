import { Redis } from "ioredis";

/**
 * What users write around ioredis: JSON, a timeout, and the commands for many keys that Redis has.
 *
 * @param {string} url
 * @param {boolean} enableAutoPipelining
 * @returns {import("../contract.d.ts").Store}
 */
export function ioredisStore(url, enableAutoPipelining) {
  const redis = new Redis(url, { enableAutoPipelining });
  /** @param {string | null} text */
  const decode = (text) => (text === null ? undefined : JSON.parse(text));
  /** @type {(key: string) => Promise<unknown>} */
  const get = (key) => redis.get(key).then(decode);
  /** @type {(key: string, value: unknown, seconds: number) => Promise<unknown>} */
  const set = (key, value, seconds) => redis.set(key, JSON.stringify(value), "PX", seconds * 1000);
  return {
    get,
    set,
    getMany: async (keys) => (await redis.mget(keys)).map(decode),
    setMany: async (entries, seconds) => {
      const pipeline = redis.pipeline();
      for (const [key, value] of entries) pipeline.set(key, JSON.stringify(value), "PX", seconds * 1000);
      for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
    },
    getOrSet: async (key, load, seconds) => {
      const found = await get(key);
      if (found !== undefined) return found;
      const value = await load();
      await set(key, value, seconds);
      return value;
    },
    close: () => redis.quit(),
  };
}
