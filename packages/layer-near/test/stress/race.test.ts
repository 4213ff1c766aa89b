import { startServer } from "@coffer-internal/servers";
import { expect, it } from "vitest";
import { race } from "./race.js";

const keys = Array.from({ length: 16 }, (_, index) => `counter:${index}`);

it("no thread misses its own write, or sees an older value than before", {
  timeout: 200_000,
}, async () => {
  await using server = await startServer();
  const OPTIONS = {
    CLIENT_CLASS: "default",
    LAYERS: ["near"],
    NEAR_CACHE: { MAX_LAG: 1 },
    SOCKET_TIMEOUT: 30,
    SOCKET_CONNECT_TIMEOUT: 30,
    CONNECTION_FACTORY: "ioredis",
    SERIALIZER: "json",
  };
  const settings = {
    CACHES: { default: { LOCATION: server.url(), KEY_PREFIX: "race", TIMEOUT: null, OPTIONS } },
  };
  for (const key of keys) await server.command("SET", `race:1:${key}`, "0");
  const truth = async () =>
    Object.fromEntries(
      await Promise.all(
        keys.map(async (key) => [key, Number(await server.command("GET", `race:1:${key}`))] as const),
      ),
    );
  const outcome = await race(
    { settings, keys, threads: 4, callers: 8, writesOf1000: 100, seconds: 10, leastReads: 2000 },
    truth,
  );
  expect(outcome).toMatchObject({ overlooked: 0, back: 0, examples: [] });
  // Otherwise nothing was tested.
  expect(outcome.hits).toBeGreaterThan(0);
  expect(outcome.writes).toBeGreaterThan(0);
});
