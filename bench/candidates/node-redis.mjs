import { createClient } from "redis";

/** @type {import("../contract.d.ts").Candidate} */
export default {
  name: "node-redis",
  kind: "driver",
  open: async (url) => {
    // Its default timeout creates an AbortSignal for each command, which halves its speed; here it runs at its best.
    const client = createClient({ url, commandOptions: { timeout: 0 } });
    await client.connect();
    /** @param {string | null} text */
    const decode = (text) => (text === null ? undefined : JSON.parse(text));
    /** @type {(key: string) => Promise<unknown>} */
    const get = (key) => client.get(key).then(decode);
    /** @type {(key: string, value: unknown, seconds: number) => Promise<unknown>} */
    const set = (key, value, seconds) => client.set(key, JSON.stringify(value), { PX: seconds * 1000 });
    return {
      get,
      set,
      getMany: async (keys) => (await client.mGet(keys)).map(decode),
      // Commands of one turn are sent together automatically.
      setMany: (entries, seconds) => Promise.all(entries.map(([key, value]) => set(key, value, seconds))),
      getOrSet: async (key, load, seconds) => {
        const found = await get(key);
        if (found !== undefined) return found;
        const value = await load();
        await set(key, value, seconds);
        return value;
      },
      close: () => client.close(),
    };
  },
};
