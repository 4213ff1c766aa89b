import { clientSuite, createCacheWith } from "@coffer/client-suite";
import { RedisMock } from "@coffer/connection-mock";
import { startServer } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";
import { ALL, FOUND } from "../../../test/fixtures/client-groups.js";

const plugins = {
  CLIENT_CLASS: "@coffer/client-default",
  SERIALIZER: "@coffer/serializer-json",
  CONNECTION_FACTORY: "@coffer/connection-ioredis",
};
const parent = import.meta;
const server = await startServer();
afterAll(() => server.stop());

clientSuite({
  name: "DefaultClient on ioredis 6",
  describe,
  it,
  createCache: createCacheWith({ LOCATION: server.url(0), OPTIONS: plugins }, { parent }),
  raw: (...command) => server.command(...command),
});

const server5 = await startServer();
afterAll(() => server5.stop());

clientSuite({
  name: "DefaultClient on ioredis 5",
  describe,
  it,
  createCache: createCacheWith(
    { LOCATION: server5.url(0), OPTIONS: { ...plugins, REDIS_CLIENT_CLASS: "ioredis-v5" } },
    { parent },
  ),
  raw: (...command) => server5.command(...command),
  // The package uses both versions by the same code.
  groups: FOUND,
});

const LOCATION = "redis://mock:6379/0";
const mock = new RedisMock(LOCATION) as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
const typeless = "ioredis-mock does not check the type of a key";
const inexact = "integers that scripts of ioredis-mock count are rounded beyond 2^53";

clientSuite({
  name: "DefaultClient on ioredis-mock",
  describe,
  it,
  createCache: createCacheWith(
    { LOCATION, OPTIONS: { ...plugins, REDIS_CLIENT_CLASS: "ioredis-mock" } },
    { parent },
  ),
  raw: async (command, ...args) => mock[command.toLowerCase()]?.(...args),
  capabilities: { commandCounts: false, acl: false, outages: false },
  // Lua in JavaScript: two thousand scripts take seconds of processor time.
  deadline: 115_000,
  cannot: {
    ...(!ALL && {
      "2,000 concurrent increments of 20 counters from two caches lose none":
        "four seconds of a processor, only with `npm run test:all`",
      "600 values with their own tags and a common one":
        "two seconds of a processor, only with `npm run test:all`",
    }),
    "another Redis type is an error, and is not changed": typeless,
    "an update of another Redis type is an error, and the key is not changed": typeless,
    "every hash command gives a typed error on another Redis type": typeless,
    "a command that Redis rejects does not affect others of the same tick": typeless,
    "errors of Redis have a code, Redis's text and the cause": typeless,
    "errors of Redis are ignored while exceptions are, also for sets, hashes and sorted sets": typeless,
    "sums beyond 2^53 are exact bigints": inexact,
    "sums beyond 64 bits are exact without limit": inexact,
    "a sum beyond 64 bits keeps the version and the expiry, or the lack of one": inexact,
    "fractions and sums beyond 64 bits are atomic too: no concurrent increment is lost": inexact,
    "counters with fractions and beyond 64 bits keep their order too": inexact,
    "counting a value that Redis cannot count keeps its order too": inexact,
    "a script that the server has evicted keeps its order too": "ioredis-mock evicts no script",
    "a pattern deletes only matching keys, also among keys that are read meanwhile":
      "a question mark of ioredis-mock is a character, and Redis's a byte",
    "any given token is used, text or bytes": "scripts of ioredis-mock take text only",
    "a field called __proto__ is an ordinary field": "ioredis-mock keeps hashes in plain objects",
    "a signal stops deletePattern between batches, with its reason": "a scan of ioredis-mock is one page",
  },
});
