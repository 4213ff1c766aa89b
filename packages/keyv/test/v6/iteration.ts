import { expect, test } from "vitest";
import { collect } from "./collect.js";
import { type Over, open } from "./over.js";

export function testIteration(over: Over): void {
  const { started, separator } = over;

  test("iterates over a namespace of more entries than are read at once, and over no other", async () => {
    const keyv = open(over, { namespace: "many" });
    const entries = Array.from({ length: 1200 }, (_, value) => ({ key: `key:${value}`, value }));
    await keyv.setMany(entries);
    await open(over, { namespace: "many-more" }).set("key", -1);
    // A key may come twice while the server resizes its tables.
    expect(new Map(await collect(keyv.iterator()))).toEqual(
      new Map(entries.map(({ key, value }) => [key, value])),
    );
  });

  test("iterates over everything without a namespace, and over nothing in an empty one", async () => {
    const keyv = open(over);
    const found = async () => (await collect(keyv.iterator())).sort();
    expect(await found()).toEqual([]);
    await keyv.setMany(["a", "b:c"].map((key, value) => ({ key, value })));
    expect(await found()).toEqual([
      ["a", 0],
      ["b:c", 1],
    ]);
  });

  test("deletes an entry whose own time is over, and does not return it", async () => {
    const keyv = open(over, { namespace: "books" });
    await keyv.set("new", 1);
    // An entry of another store: Redis itself would have deleted it.
    const text = JSON.stringify({ value: 2, expires: Date.now() - 1 });
    await started().caches.get().set(`books${separator}old`, text, { timeout: null });
    expect(await collect(keyv.iterator())).toEqual([["new", 1]]);
    expect(await started().keys()).toEqual([`shop:1:books${separator}new`]);
  });
}
