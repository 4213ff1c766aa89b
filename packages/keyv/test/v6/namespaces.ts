import { expect, test } from "vitest";
import { type Over, open } from "./over.js";

export function testNamespaces(over: Over): void {
  const { started, separator } = over;
  const own = () => started().caches.get();

  test("keep equal keys apart", async () => {
    const one = open(over, { namespace: "one" });
    const other = open(over, { namespace: "other" });
    await one.set("key", 1);
    await other.setMany([{ key: "key", value: 2 }]);
    expect(await one.get("key")).toBe(1);
    expect(await other.getMany(["key"])).toEqual([2]);
    expect(await one.delete("key")).toBe(true);
    expect(await one.hasMany(["key"])).toEqual([false]);
    expect(await started().keys()).toEqual([`shop:1:other${separator}key`]);
  });

  test("can be changed later", async () => {
    const keyv = open(over, { namespace: "one" });
    await keyv.set("key", 1);
    keyv.namespace = "other";
    expect(await keyv.get("key")).toBeUndefined();
    keyv.namespace = "one";
    expect(await keyv.get("key")).toBe(1);
  });

  test("are cleared one by one, even if a name is a pattern or a prefix of another", async () => {
    const keyvs = ["*", "on", "one", "one-more"].map((namespace) => open(over, { namespace }));
    for (const keyv of keyvs) await keyv.set("key", 1);
    await own().set("own", 1);
    await keyvs[0]?.clear();
    await keyvs[2]?.clear();
    const left = [`on${separator}key`, `one-more${separator}key`, "own"];
    expect(await started().keys()).toEqual(left.map((key) => `shop:1:${key}`).sort());
  });

  test("without one, all keys of the cache's prefix and version are cleared", async () => {
    await open(over, { namespace: "one" }).set("key", 1);
    await own().set("own", 1);
    await own().set("own", 2, { version: 2 });
    await open(over).clear();
    expect(await started().keys()).toEqual(["shop:2:own"]);
  });
}
