import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { inspect } from "node:util";
import { createCaches } from "@coffer/cache-core";
import type { BaseConnectionFactory } from "@coffer/connection-kit";
import { startServer } from "@coffer-internal/servers";
import { describe, expect, it } from "vitest";
import { SHORT } from "./support/connecting.js";
import { drivers } from "./support/drivers.js";
import { everyWay, outcome } from "./support/outcome.js";

const PASSWORD = "hunter2";

/** Every way to print a value. */
function forms(thing: unknown): string[] {
  const own = thing instanceof Error ? [thing.message, String(thing.stack), ...forms(thing.cause)] : [];
  return [
    ...own,
    String(thing),
    inspect(thing),
    inspect(thing, { depth: 20, showHidden: true }),
    JSON.stringify(thing) ?? "",
  ];
}

function expectNoSecret(thing: unknown): void {
  for (const form of forms(thing)) {
    const position = form.indexOf(PASSWORD);
    expect(position < 0 ? "" : form.slice(Math.max(0, position - 100), position + 20)).toBe("");
  }
}

describe.each(drivers)("no password is shown with $name,", ({ create, Factory, options }) => {
  it("by caches or their parts, whichever setting contains it", async () => {
    await using server = await startServer({ password: PASSWORD });
    const bare = server.url(1).replace(`:${PASSWORD}@`, "");
    for (const [LOCATION, stated] of [
      [server.url(1), {}],
      [bare, { PASSWORD }],
      [bare, { CONNECTION_POOL_KWARGS: { password: PASSWORD } }],
    ] as const) {
      const OPTIONS = {
        CLIENT_CLASS: "@coffer/client-default",
        SERIALIZER: "@coffer/serializer-json",
        CONNECTION_FACTORY: Factory,
        ...options,
        ...stated,
      };
      const settings = { CACHES: { default: { LOCATION, OPTIONS } } };
      await using caches = await createCaches(settings as never, { parent: import.meta });
      const cache = caches.get();
      await cache.set("key", "value");
      for (const thing of [
        caches,
        cache,
        cache.client,
        cache.lock("key"),
        await caches.getRedisConnection(),
      ]) {
        expectNoSecret(thing);
      }
      expect(inspect(cache.client, { depth: 3 })).toContain("127.0.0.1");
    }
  });

  it("by a factory, its pools, its connections or the driver's own object", async () => {
    await using server = await startServer({ password: PASSWORD });
    const factory = create({ PASSWORD }) as BaseConnectionFactory;
    const connection = factory.connect(server.url(1));
    await connection.ready();
    const pool = factory.getOrCreateConnectionPool(factory.makeConnectionParams(server.url(1)));
    for (const thing of [factory, pool, connection, connection.native]) expectNoSecret(thing);
    await connection.close();
  });

  it("by errors or diagnostics channels, whatever the fault of the server", async () => {
    const told: unknown[] = [];
    const listener = (message: unknown) => told.push(message);
    subscribe("coffer:connection", listener);
    for (const [config, fault] of [
      [{}, "none"],
      [{}, "kill"],
      [{}, "freeze"],
      [{ "rename-command": "AUTH LOGIN\nrename-command HELLO HALLO" }, "none"],
      [{ maxclients: 1 }, "none"],
    ] as const) {
      await using server = await startServer({ config });
      if (fault !== "none") await server[fault]();
      const connection = create(SHORT).connect(`redis://user:${PASSWORD}@127.0.0.1:${server.port}/1`);
      const outcomes = await Promise.all(everyWay(connection).map(outcome));
      for (const { error } of outcomes) {
        expect(error).toMatchObject({ code: "ERR_UNREACHABLE" });
        expectNoSecret(error);
      }
      await connection.close();
    }
    unsubscribe("coffer:connection", listener);
    expect(told.length).toBeGreaterThan(0);
    for (const message of told) expectNoSecret(message);
  });

  it("by problems of the related settings", () => {
    for (const url of [
      `redis://user:${PASSWORD}@host:notaport/0`,
      `ftp://:${PASSWORD}@host`,
      `redis://host?pasword=${PASSWORD}`,
      `redis://:${PASSWORD}@host?db=${PASSWORD}x`,
    ]) {
      expectNoSecret(thrownBy(() => create().connect(url)));
    }
    const kwargs = { CONNECTION_POOL_KWARGS: { password: { of: PASSWORD } } };
    expectNoSecret(thrownBy(() => create(kwargs).connect("redis://host")));
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("it should have thrown");
}
