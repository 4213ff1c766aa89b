import { startServer } from "@coffer-internal/servers";
import { expect, it } from "vitest";
import { siblingKey } from "../src/client/sibling-key.js";

const KEYS = ["k", "{user:5}:name", "{user:5}:mail", "{a}{b}", "{", "{a"];

it.each(["", "shop", "{shop}", "a{b}c"])(
  "sibling keys are under the prefix %j, in the slot of their key, and differ from its keys",
  async (prefix) => {
    await using server = await startServer({ cluster: true });
    const slot = (key: string) => server.command("CLUSTER", "KEYSLOT", key);
    const siblings = new Set<string>();
    for (const key of KEYS.map((each) => `${prefix}:1:${each}`)) {
      for (const what of ["fence", "load"]) {
        const sibling = siblingKey(key, what, prefix, () => true);
        expect(await slot(sibling), key).toBe(await slot(key));
        expect(sibling.startsWith(prefix === "" ? "{" : `${prefix}:{`)).toBe(true);
        siblings.add(sibling);
      }
    }
    expect(siblings.size).toBe(KEYS.length * 2);
  },
);

it("a key with unusual braces has a sibling key as well: other tags are tried", () => {
  const tried: string[] = [];
  const isBeside = (sibling: string) => tried.push(sibling) === 4;
  expect(siblingKey("shop:1:a}b", "fence", "shop", isBeside)).toBe("shop:{2}:fence:shop:1:a}b");
  expect(tried[0]).toBe("shop:{shop:1:a}b}:fence");
});

it("a prefix with a hash tag that its keys do not have is left out", () => {
  const isBeside = (sibling: string) => !sibling.startsWith("{shop}");
  expect(siblingKey("hash", "load", "{shop}", isBeside)).toBe("{hash}:load");
});

it("if no key in braces has the group of a key, the topology is reported as wrong, and the search ends", () => {
  expect(() => siblingKey("shop:1:k", "fence", "shop", () => false)).toThrow(
    /^the topology gives no key such as '\{shop:1:k\}:fence' the group of 'shop:1:k': let groupOf/,
  );
});

it("the other tag of a slot is searched once", () => {
  const known = new Map<string, number>();
  let asked = 0;
  const isBeside = (sibling: string) => {
    asked++;
    return sibling.includes("{5000}");
  };
  for (const key of ["shop:1:a}b", "shop:1:a}c"])
    expect(siblingKey(key, "load", "shop", isBeside, known)).toBe(`shop:{5000}:load:${key}`);
  expect(asked).toBeLessThan(5010);
});
