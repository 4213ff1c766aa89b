import assert from "node:assert/strict";
import type { Cases } from "@coffer/plugin-kit/suite";
import { call } from "../call.js";
import type { LayerContext } from "../layer-context.js";
import { type Heard, listening } from "../layers/listening.js";
import { METHODS, type MethodCall } from "../methods.js";

/** The methods that change no keys. */
const READING: readonly string[] = [
  ..."get getWithTtl getMany has ttl pttl keys iterKeys".split(" "),
  ..."scard smembers sismember smismember srandmember sdiff sinter sunion sscan sscanIter".split(" "),
  ..."hget hmget hgetall hlen hkeys hexists".split(" "),
  ..."zcard zcount zrank zscore zrange zrevrange zrangebyscore zrevrangebyscore".split(" "),
];

export const invalidated: Cases<LayerContext> = {
  "invalidated is called by every command that writes, with its keys, and by none that reads": async ({
    create,
    layers,
  }) => {
    const heard: Heard[] = [];
    const plain = await create({ OPTIONS: { LAYERS: [] } });
    const cache = await create({ OPTIONS: { LAYERS: [...layers, listening(heard)] } });
    const wrong: string[] = [];
    for (const each of METHODS) {
      await plain.clear();
      heard.length = 0;
      // Only the server can find that a key is missing or of another type.
      await call(cache, each.method, each.args).catch(() => {});
      const missed = READING.includes(each.method)
        ? heard.map(String)
        : keysOf(each).filter((key) => !isHeard(heard, key && cache.makeKey(key).redisKey));
      if (missed.length > 0) wrong.push(`${each.method}: ${missed}`);
    }
    assert.deepEqual(wrong, []);
  },
};

/** The keys that a method changes; undefined: any key may have changed. */
function keysOf({ method, args }: MethodCall): readonly (string | undefined)[] {
  if (method === "clear" || method === "deletePattern") return [undefined];
  // Not the key of a value: the versions of tags are compared when a value is read.
  if (method === "deleteByTag") return [];
  if (method === "smove") return args.slice(0, 2) as string[];
  const [first] = args;
  if (typeof first === "string") return [first];
  return Array.isArray(first) ? first : Object.keys(first as object);
}

function isHeard(heard: readonly Heard[], redisKey: string | undefined): boolean {
  return heard.some((keys) => keys === undefined || [keys].flat().includes(redisKey as string));
}
