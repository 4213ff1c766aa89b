import { createCaches, type Settings } from "coffer";
import { Keyv } from "keyv-v6";
import { expect, test } from "vitest";
import type { Over } from "./over.js";

/** Each call of Keyv 6, and its answer after it has reported an error to a listener. */
export const CALLS: Record<string, readonly [call: (keyv: Keyv) => Promise<unknown>, answer: unknown]> = {
  get: [(keyv) => keyv.get("key"), undefined],
  set: [(keyv) => keyv.set("key", "other"), false],
  delete: [(keyv) => keyv.delete("key"), false],
  has: [(keyv) => keyv.has("key"), false],
  getMany: [(keyv) => keyv.getMany(["key", "b"]), [undefined, undefined]],
  setMany: [(keyv) => keyv.setMany([{ key: "key", value: 1 }]), [false]],
  deleteMany: [(keyv) => keyv.deleteMany(["key", "b"]), [false, false]],
  hasMany: [(keyv) => keyv.hasMany(["key", "b"]), [false, false]],
  clear: [(keyv) => keyv.clear(), undefined],
  iterator: [(keyv) => keyv.iterator().next(), { done: true, value: undefined }],
};

/** Closed caches reject every call, on every topology. */
export function testErrors({ started, store }: Over): void {
  const closed = async () => {
    const caches = await createCaches(started().settings as Settings, { parent: import.meta });
    await caches.close();
    return new Keyv({ store: store(caches), namespace: "books" });
  };

  test.each(Object.entries(CALLS))("%s rejects without a listener for errors", async (_, [call]) => {
    await expect(call(await closed())).rejects.toMatchObject({ code: "ERR_CLOSED" });
  });

  test.each(Object.entries(CALLS))("%s reports to a listener, and answers", async (_, [call, answer]) => {
    const keyv = await closed();
    const errors: unknown[] = [];
    keyv.on("error", (error: unknown) => errors.push(error));
    expect(await call(keyv)).toEqual(answer);
    expect(errors[0]).toMatchObject({ code: "ERR_CLOSED" });
  });
}
