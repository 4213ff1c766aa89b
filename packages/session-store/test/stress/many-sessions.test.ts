import { promisify } from "node:util";
import SessionStore from "@coffer/session-store";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { type Caches, createCaches } from "coffer";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

const ID = "0123456789abcdef";
const session = () => ({ cookie: { originalMaxAge: null, expires: null } });

let server: RedisServer;
let caches: Caches;
let store: SessionStore;

beforeAll(async () => {
  server = await startServer();
  caches = await createCaches({ CACHES: { default: { LOCATION: server.url() } } }, { parent: import.meta });
});
afterAll(async () => {
  await caches.close();
  await server.stop();
});
beforeEach(async () => {
  await server.command("FLUSHALL");
  store = new SessionStore(caches);
});

describe("a late save", () => {
  test("is refused in Express however many sessions came after the loaded one", async () => {
    await store.set(ID, session());
    store.generate = () => {};
    const loaded = await promisify(store.load<object>).call(store, ID);
    await Promise.all(Array.from({ length: 100_001 }, (_, index) => store.destroy(`other-${index}`)));
    await new SessionStore(caches).destroy(ID);
    expect(await store.set(ID, loaded as object)).toBe(false);
  });

  test("is refused by its id alone, among the last 50,000 sessions", async () => {
    await store.set(ID, session());
    await store.get(ID);
    await Promise.all(Array.from({ length: 50_000 }, (_, index) => store.destroy(`other-${index}`)));
    await new SessionStore(caches).destroy(ID);
    expect(await store.set(ID, session())).toBe(false);
  });

  test("is refused also if all sessions were listed meanwhile, however many, and for those of the list", async () => {
    await store.set(ID, session());
    const others = Array.from({ length: 100_001 }, (_, index) => [`session:${index}`, session()] as const);
    await caches.get().setMany(others);
    const listed = await store.all();
    expect(listed).toHaveLength(100_002);
    await new SessionStore(caches).clear();
    expect(await store.set(ID, session())).toBe(false);
    expect(await store.set("7", listed.find(({ id }) => id === "7") as object)).toBe(false);
  });
});
