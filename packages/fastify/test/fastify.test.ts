import { EventEmitter, once } from "node:events";
import fastifyCoffer from "@coffer/fastify";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { createCaches } from "coffer";
import Fastify from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const settings = () => ({ CACHES: { default: { LOCATION: server.url(), KEY_PREFIX: "shop" } } });
/** The number of the server's connections, including the one for this question. */
const connections = async () => ((await server.text("CLIENT", "LIST")) as string).trim().split("\n").length;

describe("registered with settings", () => {
  test("gives the application its caches, and its routes a cached answer", async () => {
    await using app = Fastify();
    await app.register(fastifyCoffer, { settings: settings(), parent: import.meta.url });
    let loads = 0;
    app.get<{ Params: { id: string } }>("/users/:id", ({ params: { id } }) =>
      app.caches.get().getOrSet(`user:${id}`, () => ({ id, load: ++loads }), "5m"),
    );
    for (let request = 0; request < 2; request++) {
      expect((await app.inject("/users/42")).json()).toEqual({ id: "42", load: 1 });
    }
    expect(await server.text("EXISTS", "shop:1:user:42")).toBe(1);
  });

  test("is visible to the routes of other plugins, also of earlier ones", async () => {
    await using app = Fastify();
    await app.register(async (scope) => {
      scope.get("/before", () => ({ aliases: scope.caches.aliases }));
    });
    await app.register(fastifyCoffer, { settings: settings() });
    await app.register(async (scope) => {
      scope.get("/after", () => ({ aliases: scope.caches.aliases }));
    });
    expect((await app.inject("/before")).json()).toEqual({ aliases: ["default"] });
    expect((await app.inject("/after")).json()).toEqual({ aliases: ["default"] });
  });

  test("within a plugin is visible only to this plugin and its children, which have their own prefix", async () => {
    await using app = Fastify();
    await app.register(
      async (scope) => {
        await scope.register(fastifyCoffer, { settings: settings(), prefix: "/x", logLevel: "warn" });
        scope.get("/inside", () => ({ aliases: scope.caches.aliases }));
      },
      { prefix: "/v1" },
    );
    await app.register(async (scope) => {
      await scope.register(fastifyCoffer, { settings: { CACHES: { other: { LOCATION: server.url() } } } });
      scope.get("/sibling", () => ({ aliases: scope.caches.aliases }));
    });
    await app.ready();
    expect(app.hasDecorator("caches")).toBe(false);
    expect((await app.inject("/v1/inside")).json()).toEqual({ aliases: ["default"] });
    expect((await app.inject("/sibling")).json()).toEqual({ aliases: ["other"] });
  });

  test("closes the caches with the application, after its requests are answered", async () => {
    const app = Fastify();
    await app.register(fastifyCoffer, { settings: settings() });
    const events = new EventEmitter();
    app.get("/slow", async () => {
      const closing = once(events, "closing");
      events.emit("under way");
      await closing;
      await app.caches.get().set("slow", "answered");
      return app.caches.get().get("slow");
    });
    app.addHook("preClose", async () => void events.emit("closing"));
    const address = await app.listen({ port: 0, host: "127.0.0.1" });
    const isUnderWay = once(events, "under way");
    const answer = fetch(`${address}/slow`, { headers: { connection: "close" } });
    await isUnderWay;
    const { caches } = app;
    await app.close();
    expect(await (await answer).text()).toBe("answered");
    await expect(caches.get().get("slow")).rejects.toMatchObject({ code: "ERR_CLOSED" });
  });

  test("does not connect before the first request, so the application starts while Redis is down", async () => {
    await using app = Fastify();
    const LOCATION = "redis://127.0.0.1:1";
    await app.register(fastifyCoffer, { settings: { CACHES: { default: { LOCATION } } } });
    await app.ready();
    expect(app.caches.aliases).toEqual(["default"]);
  });

  test("with ready, the application starts only if Redis answers; else it leaves no connection open", async () => {
    // Connections of earlier tests may still be closing.
    const none = () => eventually(async () => expect(await connections()).toBe(1));
    await none();
    const CACHES = {
      up: { LOCATION: server.url() },
      down: { LOCATION: "redis://:secret@127.0.0.1:1", OPTIONS: { SOCKET_CONNECT_TIMEOUT: 1 } },
    };
    const app = Fastify();
    const registered = app.register(fastifyCoffer, { settings: { CACHES }, ready: true });
    const error = await Promise.resolve(registered).then(
      () => undefined,
      (reason) => reason,
    );
    expect(error).toMatchObject({ code: "ERR_UNREACHABLE" });
    expect(error.message).not.toContain("secret");
    await none();
    await app.close().catch(() => {});

    await using other = Fastify();
    await other.register(fastifyCoffer, { settings: settings(), ready: true });
    await other.ready();
    expect(await connections()).toBeGreaterThan(1);
  });
});

describe("registered with caches", () => {
  test("leaves them open, unless it must close them", async () => {
    await using caches = await createCaches(settings());
    const app = Fastify();
    await app.register(fastifyCoffer, { caches });
    await app.ready();
    expect(app.caches).toBe(caches);
    await app.close();
    expect(await caches.get().set("key", 1)).toBe(true);

    const closing = Fastify();
    await closing.register(fastifyCoffer, { caches, closeClient: true });
    await closing.close();
    await expect(caches.get().get("key")).rejects.toMatchObject({ code: "ERR_CLOSED" });
  });
});

describe("registered twice", () => {
  test("requires another namespace for the second caches", async () => {
    await using caches = await createCaches(settings());
    await using app = Fastify();
    await app.register(fastifyCoffer, { caches });
    await expect(async () => app.register(fastifyCoffer, { caches })).rejects.toThrow(
      /give the second another namespace/,
    );
  });

  test("has both if the second has its own namespace", async () => {
    await using caches = await createCaches(settings());
    await using app = Fastify();
    await app.register(fastifyCoffer, { settings: settings() });
    await app.register(fastifyCoffer, { caches, namespace: "reports" });
    await app.ready();
    expect(app.getDecorator("reports")).toBe(caches);
    expect(app.caches).not.toBe(caches);
  });
});

describe("refuses", () => {
  test.each([
    {
      options: { caches: "redis://:secret@host" },
      message: /caches must be what createCaches resolves to, got string/,
    },
    {
      options: { caches: createCaches({ CACHES: { default: { LOCATION: "redis://127.0.0.1:1" } } }) },
      message: /await it first/,
    },
    {
      options: { caches: { aliases: [] }, parent: import.meta },
      message: /parent is for settings; it was given caches/,
    },
    { options: { setings: {} }, message: /there is no option 'setings'; known are settings/ },
    {
      options: { settings: { CACHES: {} }, ready: "yes" },
      message: /ready must be true or false, got 'yes'/,
    },
    {
      options: { settings: { CACHES: {} }, closeClient: 1 },
      message: /closeClient must be true or false, got 1/,
    },
    { options: { settings: { CACHES: {} }, namespace: "" }, message: /namespace must be a string/ },
    { options: { settings: { CACHES: { default: { LOCATON: "x" } } } }, message: /did you mean LOCATION/ },
  ])("$options, with the reason", async ({ options, message }) => {
    await using app = Fastify();
    const error = await Promise.resolve(app.register(fastifyCoffer, options as never)).then(
      () => undefined,
      (reason) => reason,
    );
    expect(error?.message).toMatch(message);
    expect(error?.message).not.toContain("secret");
  });
});
