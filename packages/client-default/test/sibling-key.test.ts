import { startServer } from "@coffer-internal/servers";
import { expect, it } from "vitest";
import { siblingKey } from "../src/sibling-key.js";

it("a sibling is in the slot of its key, is another key, and begins with a brace, so that no pattern finds it", async () => {
  await using server = await startServer({ cluster: true });
  const slot = (key: string) => server.command("CLUSTER", "KEYSLOT", key);
  const siblings = new Set<string>();
  const keys = [
    ":1:k",
    "shop:1:k",
    "shop:1:{user:5}:name",
    "shop:1:{user:5}:mail",
    ":1:{a}{b}",
    ":1:{",
    ":1:{a",
  ];
  for (const key of keys) {
    for (const what of ["fence", "load"]) {
      const sibling = siblingKey(key, what);
      expect(await slot(sibling), key).toBe(await slot(key));
      expect(sibling).toMatch(/^\{/);
      siblings.add(sibling);
    }
  }
  expect(siblings.size).toBe(keys.length * 2);
});
