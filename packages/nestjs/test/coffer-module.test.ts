import { EventEmitter, once } from "node:events";
import { type Cache, Caches } from "@coffer/cache-core";
import {
  CofferModule,
  type CofferModuleOptions,
  type CofferOptionsFactory,
  DefaultCache,
  getCacheToken,
  InjectCache,
} from "@coffer/nestjs";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import * as common from "@nestjs/common";
import { Controller, Get, Injectable, Module } from "@nestjs/common";
import { Test } from "@nestjs/testing";
import { createCaches } from "coffer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serve } from "./support/serve.js";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const settings = (...aliases: string[]) => ({
  CACHES: Object.fromEntries(
    ["default", ...aliases].map((alias) => [alias, { LOCATION: server.url(), KEY_PREFIX: alias }]),
  ),
});
/** The number of the server's connections, including the one for this question. */
const connections = async () => ((await server.text("CLIENT", "LIST")) as string).trim().split("\n").length;

@Injectable()
class Reader {
  readonly caches: Caches;
  readonly byAlias: Cache;
  readonly byClass: DefaultCache;
  constructor(caches: Caches, @InjectCache() byAlias: Cache, byClass: DefaultCache) {
    this.caches = caches;
    this.byAlias = byAlias;
    this.byClass = byClass;
  }
}

@Injectable()
class SessionsReader {
  @InjectCache("sessions") readonly sessions!: Cache;
}

const start = async (
  imports: Parameters<typeof serve>[0]["imports"],
  ...providers: (new (
    ...args: never[]
  ) => unknown)[]
) => {
  const testing = await Test.createTestingModule({ imports, providers } as never).compile();
  const app = testing.createNestApplication({ logger: false });
  await app.init();
  return Object.assign(app, { [Symbol.asyncDispose]: () => app.close() });
};

test("these tests run on the intended version of Nest", () => {
  expect("StandardSchemaValidationPipe" in common ? "12" : "11").toBe(process.env.NEST ?? "12");
});

describe("forRoot", () => {
  test("provides all caches by their class, and the default one by its alias and by DefaultCache", async () => {
    await using app = await start([CofferModule.forRoot({ settings: settings() })], Reader);
    const { caches, byAlias, byClass } = app.get(Reader);
    expect(byAlias).toBe(caches.get());
    expect(byClass).toBe(byAlias);
    await byClass.set("key", 1);
    expect(await server.text("GET", "default:1:key")).toBe("1");
  });

  test("provides each cache of the settings, in properties too, and to modules that do not import it", async () => {
    @Module({ providers: [SessionsReader], exports: [SessionsReader] })
    class Inner {}
    await using app = await start([CofferModule.forRoot({ settings: settings("sessions") }), Inner]);
    expect(app.get(SessionsReader).sessions.alias).toBe("sessions");
    expect(app.get(getCacheToken("sessions"))).toBe(app.get(Caches).get("sessions"));
  });

  test("with isGlobal false is for modules that import it", async () => {
    @Module({ providers: [Reader] })
    class Inner {}
    const module = () => CofferModule.forRoot({ settings: settings(), isGlobal: false });
    await expect(start([module(), Inner])).rejects.toThrow(/can't resolve dependencies of the Reader/);
    await using app = await start([module()], Reader);
    expect(app.get(Reader).byAlias.alias).toBe("default");
  });

  test("without settings uses the environment's CACHE_URL", async () => {
    process.env.CACHE_URL = server.url();
    try {
      await using app = await start([CofferModule.forRoot()], Reader);
      expect(await app.get(Reader).byAlias.set("key", 1)).toBe(true);
    } finally {
      delete process.env.CACHE_URL;
    }
  });

  test("leaves given caches open", async () => {
    await using caches = await createCaches(settings("sessions"));
    const app = await start([CofferModule.forRoot({ caches })], Reader, SessionsReader);
    expect(app.get(Reader).caches).toBe(caches);
    expect(app.get(SessionsReader).sessions).toBe(caches.get("sessions"));
    await app.close();
    expect(await caches.get().set("key", 1)).toBe(true);
  });

  test("lets a test override a cache", async () => {
    await using caches = await createCaches(
      {
        CACHES: { default: { BACKEND: "@coffer/backend-dummy" } },
      },
      { parent: import.meta },
    );
    const testing = await Test.createTestingModule({
      imports: [CofferModule.forRoot({ settings: settings() })],
      providers: [Reader],
    })
      .overrideProvider(getCacheToken())
      .useValue(caches.get())
      .compile();
    expect(testing.get(Reader).byAlias).toBe(caches.get());
    await testing.close();
  });
});

describe("forRootAsync", () => {
  @Injectable()
  class Config implements CofferOptionsFactory {
    createCofferOptions(): CofferModuleOptions {
      return { settings: settings("sessions") };
    }
  }
  @Module({ providers: [Config], exports: [Config] })
  class ConfigModule {}

  test.each([
    {
      by: "useFactory",
      options: {
        imports: [ConfigModule],
        inject: [Config],
        useFactory: async (config: Config) => config.createCofferOptions(),
      },
    },
    { by: "useClass", options: { useClass: Config } },
    { by: "useExisting", options: { imports: [ConfigModule], useExisting: Config } },
  ])("takes options by $by, and provides other caches with aliases", async ({ options }) => {
    await using app = await start(
      [CofferModule.forRootAsync({ ...options, aliases: ["default", "sessions"] })],
      Reader,
      SessionsReader,
    );
    expect(app.get(Reader).byAlias.alias).toBe("default");
    expect(app.get(SessionsReader).sessions.alias).toBe("sessions");
  });

  test("provides the default cache without aliases, and says what to do if there is none", async () => {
    await using app = await start([CofferModule.forRootAsync({ useClass: Config })], Reader);
    expect(app.get(Reader).byAlias.alias).toBe("default");
    const useFactory = () => ({ settings: { CACHES: { reports: { LOCATION: server.url() } } } });
    await expect(start([CofferModule.forRootAsync({ useFactory })])).rejects.toThrow(
      "CACHES has no 'default'. Give the module the aliases to inject, next to its options: { aliases: [ 'reports' ] }",
    );
  });
});

describe("at its end the application", () => {
  test("closes the caches after its requests, and after the work of other modules", async () => {
    const events = new EventEmitter();
    const done: string[] = [];
    @Controller()
    class Slow {
      @InjectCache() private readonly cache!: Cache;
      @Get("slow")
      async slow() {
        const closing = once(events, "closing");
        events.emit("under way");
        await closing;
        await this.cache.set("slow", "answered");
        return this.cache.get("slow");
      }
      async onModuleDestroy() {
        done.push((await this.cache.set("destroyed", 1)) ? "destroyed" : "not set");
        events.emit("closing");
      }
      async beforeApplicationShutdown() {
        done.push((await this.cache.set("before", 1)) ? "before" : "not set");
      }
    }
    const { app, get } = await serve({
      imports: [CofferModule.forRoot({ settings: settings() })],
      controllers: [Slow],
    });
    const cache = app.get(Caches).get();
    const isUnderWay = once(events, "under way");
    const answer = get("/slow", { headers: { connection: "close" } });
    await isUnderWay;
    await app.close();
    expect(await answer).toMatchObject({ status: 200, body: "answered" });
    expect(done).toEqual(["destroyed", "before"]);
    await expect(cache.get("slow")).rejects.toMatchObject({ code: "ERR_CLOSED" });
  });
});

describe("at its start the application", () => {
  test("needs no Redis", async () => {
    const CACHES = { default: { LOCATION: "redis://127.0.0.1:1" } };
    await using app = await start([CofferModule.forRoot({ settings: { CACHES } })], Reader);
    expect(app.get(Reader).caches.aliases).toEqual(["default"]);
  });

  test("with ready fails if Redis does not answer, and leaves no connection open", async () => {
    // Connections of earlier tests may still be closing.
    const none = () => eventually(async () => expect(await connections()).toBe(1));
    await none();
    const CACHES = {
      default: { LOCATION: server.url() },
      down: { LOCATION: "redis://:secret@127.0.0.1:1", OPTIONS: { SOCKET_CONNECT_TIMEOUT: 1 } },
    };
    const starting = start([CofferModule.forRoot({ settings: { CACHES }, ready: true })]);
    const error = await starting.then(
      () => undefined,
      (reason) => reason,
    );
    expect(error).toMatchObject({ code: "ERR_UNREACHABLE" });
    expect(error.message).not.toContain("secret");
    await none();
  });

  test.each([
    {
      options: { caches: "redis://:secret@host" },
      message: /@coffer\/nestjs: caches must be what createCaches resolves to, got string/,
    },
    {
      options: { caches: createCaches({ CACHES: { default: { LOCATION: "redis://127.0.0.1:1" } } }) },
      message: /await it first/,
    },
    { options: { setings: {} }, message: /there is no option 'setings'; known are settings/ },
    { options: { settings: { CACHES: { default: { LOCATON: "x" } } } }, message: /did you mean LOCATION/ },
  ])("rejects $options, with the reason", async ({ options, message }) => {
    const error = await start([CofferModule.forRoot(options as never)]).then(
      () => undefined,
      (reason) => reason,
    );
    expect(error?.message).toMatch(message);
    expect(error?.message).not.toContain("secret");
  });

  test("names the cache that nothing provides", async () => {
    const starting = start([CofferModule.forRoot({ settings: settings() })], SessionsReader);
    await expect(starting).rejects.toThrow(/can't resolve dependencies of the SessionsReader/);
  });
});
