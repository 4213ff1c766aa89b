import { globTest } from "@coffer/backend-kit";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, expect, it } from "vitest";

/** The same numbers each time, so that a failure can be repeated. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

it("globs match the same as on the server", async () => {
  const upTo = numbers(7);
  const text = (characters: string, longest: number) =>
    Array.from({ length: upTo(longest) }, () => characters[upTo(characters.length)]).join("");
  const keys = [...new Set(Array.from({ length: 300 }, () => text("aabb^-]c", 6)))].filter(
    (key) => key !== "",
  );
  await server.command("MSET", ...keys.flatMap((key) => [key, "1"]));
  for (let round = 0; round < 1000; round++) {
    const glob = text("aab*?[]^-\\\\c", 9);
    const found = ((await server.command("KEYS", glob)) as unknown[]).map(String);
    expect([glob, keys.filter(globTest(glob)).sort()]).toEqual([glob, found.sort()]);
  }
});
