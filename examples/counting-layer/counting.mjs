/**
 * @typedef {{ readonly reads: ReadonlyMap<string, number> }} Counting the additional properties of the client of such
 * a cache
 */

/**
 * A layer that counts reads by the first word of their keys: "user" for "user:1" and "user:2".
 * @template {import("@coffer/client-default").ClientClass} Base
 * @param {Base} Client
 * @returns {Base}
 */
export default function counting(Client) {
  return class extends Client {
    /** @type {Map<string, number>} */
    reads = new Map();

    /** @override @type {import("@coffer/client-default").Seams["readValue"]} */
    readValue(redisKey, purpose, use) {
      this.#count(redisKey);
      return super.readValue(redisKey, purpose, use);
    }

    /** @override @type {import("@coffer/client-default").Seams["readValues"]} */
    readValues(redisKeys) {
      for (const redisKey of redisKeys) this.#count(redisKey);
      return super.readValues(redisKeys);
    }

    /** @param {string} redisKey */
    #count(redisKey) {
      const { keys, options } = this.context;
      const { COUNT_UP_TO } = /** @type {{ COUNT_UP_TO: string }} */ (options);
      const [word = ""] = keys.reverse(redisKey).split(COUNT_UP_TO);
      this.reads.set(word, (this.reads.get(word) ?? 0) + 1);
    }
  };
}

counting.options = {
  COUNT_UP_TO: { type: "string", default: ":", description: "Where the first word of a key ends." },
};
