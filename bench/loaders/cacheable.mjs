import KeyvRedis from "@keyv/redis";
import { Cacheable } from "cacheable";
import { Keyv } from "keyv";

/** @type {import("../contract.d.ts").LoaderCandidate} */
export default {
  name: "cacheable",
  open: async (url) => {
    // Redis as its only layer, as in the other parts. It has no stale values.
    const primary = new Keyv({ store: new KeyvRedis(url), useKeyPrefix: false });
    const cacheable = new Cacheable({ primary: /** @type {any} */ (primary), tags: true });
    return {
      load: (key, loader, seconds) => cacheable.getOrSet(key, loader, { ttl: seconds * 1000 }),
      // Its getOrSet takes no tags.
      tagged: async (key, loader, seconds, tag) => {
        const found = await cacheable.get(key);
        if (found !== undefined) return found;
        const value = await loader();
        await cacheable.set(key, value, { ttl: seconds * 1000, tags: [tag] });
        return value;
      },
      deleteByTag: (tag) => cacheable.tags.invalidateTag(tag),
      close: () => cacheable.disconnect(),
    };
  },
};
