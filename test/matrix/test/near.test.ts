import { clientSuite, createCacheWith } from "@coffer/client-suite";
import { startServer } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";
import { FOUND } from "../../fixtures/client-groups.js";
import { OTHER_DRIVERS } from "./drivers.js";

const needsKeys = "with a KEY_FUNCTION the settings must name NEAR_CACHE.KEYS, which these cases do not";

for (const driver of OTHER_DRIVERS) {
  const server = await startServer();
  afterAll(() => server.stop());
  const OPTIONS = {
    CLIENT_CLASS: "@coffer/client-default",
    LAYERS: ["near"],
    CONNECTION_FACTORY: driver,
    SERIALIZER: "@coffer/serializer-json",
  };
  clientSuite({
    name: `the layer near on ${driver}`,
    describe,
    it,
    createCache: createCacheWith({ LOCATION: server.url(0), OPTIONS }, { parent: import.meta }),
    raw: (...command) => server.command(...command),
    capabilities: { commandCounts: false },
    groups: FOUND,
    cannot: {
      "KEY_FUNCTION receives key, prefix and version, and returns the Redis key": needsKeys,
      "REVERSE_KEY_FUNCTION converts Redis keys back to keys for keys and iterKeys": needsKeys,
      "without REVERSE_KEY_FUNCTION, keys returns Redis keys": needsKeys,
      "patterns go through the key function, with the prefix escaped": needsKeys,
      "every family of commands uses the key function": needsKeys,
      "with a key function that hashes, patterns and clear are an error": needsKeys,
      "a key function that does not return a string is an error, and nothing is written": needsKeys,
    },
  });
}
