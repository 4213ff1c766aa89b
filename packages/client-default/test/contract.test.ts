import { clientSuite, createCacheWith } from "@coffer/client-suite";
import { RedisMock } from "@coffer/connection-mock";
import { startServer } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";
import { SMOKE } from "../../../test/fixtures/client-groups.js";

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
  groups: SMOKE,
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
  // Lua in JavaScript: two thousand scripts take seconds of a processor that other tests want as well.
  deadline: 115_000,
  cannot: {
    "another Redis type is an error, and stays as it is": typeless,
    "an update of another Redis type is an error, and it stays": typeless,
    "every hash command gives a typed error on another Redis type": typeless,
    "a command that Redis refuses leaves the others of its tick alone": typeless,
    "errors of Redis have a code, its own text and the cause": typeless,
    "errors of Redis are ignored where exceptions are, for sets, hashes and sorted sets too": typeless,
    "sums beyond 2^53 are exact, and bigints": inexact,
    "sums beyond 64 bits are exact without limit": inexact,
    "a sum beyond 64 bits leaves no expiry where there was none, and version and expiry where there were":
      inexact,
    "fractions and sums beyond 64 bits are atomic too: of many at once none is lost": inexact,
    "counting with fractions and beyond 64 bits keeps its place too": inexact,
    "counting from a value that Redis cannot count keeps its place too": inexact,
    "a script that the server has forgotten keeps its place too": "ioredis-mock forgets no script",
    "a pattern deletes what it names alone, also of the keys that are asked for meanwhile":
      "a question mark of ioredis-mock is a character, and Redis's a byte",
    "any token that is given is taken, text or bytes": "scripts of ioredis-mock take text alone",
    "a field called __proto__ is a field": "ioredis-mock keeps hashes in plain objects",
    "a signal stops deletePattern between batches, with its reason": "a scan of ioredis-mock is one page",
  },
});
