// The specs of @nestjs/cache-manager (its repository's tests/e2e, MIT), with @coffer/keyv instead of @keyv/redis and
// the memory of the process. They wait half a second for expiries; here timeouts are an hour, or the test polls.
import { createKeyv, KeyvStore } from "@coffer/keyv";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import {
  CACHE_MANAGER,
  type Cache,
  CacheInterceptor,
  CacheModule,
  type CacheOptionsFactory,
  CacheTTL,
} from "@nestjs/cache-manager";
import { Controller, Get, Inject, Injectable, UseInterceptors } from "@nestjs/common";
import { Cacheable, CacheableMemory } from "cacheable";
import { type Caches, createCaches } from "coffer";
import { Keyv } from "keyv";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { serve } from "./support/serve.js";

const HOUR = 3_600_000;

let server: RedisServer;
let caches: Caches;
beforeAll(async () => {
  server = await startServer();
  const CACHES = { default: { LOCATION: server.url(), KEY_PREFIX: "shop" } };
  caches = await createCaches({ CACHES });
});
afterAll(async () => {
  await caches.close();
  await server.stop();
});
beforeEach(async () => void (await server.command("FLUSHALL")));

@Injectable()
class Ttl {
  milliseconds() {
    return HOUR;
  }
}

@Injectable()
class Config implements CacheOptionsFactory {
  createCacheOptions() {
    return { stores: [createKeyv(caches)], ttl: HOUR };
  }
}

@Injectable()
class ConfigOfProvider implements CacheOptionsFactory {
  @Inject() private readonly ttl!: Ttl;
  createCacheOptions() {
    return { stores: [createKeyv(caches)], ttl: this.ttl.milliseconds() };
  }
}

/** A value that the first request stores, and the second reads. */
@Controller()
class Reader {
  @Inject(CACHE_MANAGER) private readonly cache!: Cache;

  @Get()
  async read() {
    const value = await this.cache.get("key");
    if (value === undefined) await this.cache.set("key", "value");
    return value ?? "not found";
  }
}

describe.each([
  { how: "useClass", module: () => CacheModule.registerAsync({ isGlobal: true, useClass: Config }) },
  {
    how: "useClass with extra providers",
    module: () =>
      CacheModule.registerAsync({ isGlobal: true, extraProviders: [Ttl], useClass: ConfigOfProvider }),
  },
  {
    how: "several stores",
    module: () =>
      CacheModule.registerAsync({
        useFactory: async () => ({
          stores: [
            new Keyv({ store: new CacheableMemory({ ttl: HOUR, lruSize: 5_000 }) }),
            createKeyv(caches),
          ],
        }),
      }),
  },
  {
    how: "a store that is not a Keyv yet",
    module: () =>
      CacheModule.registerAsync({ useFactory: async () => ({ stores: new KeyvStore(caches), ttl: HOUR }) }),
  },
])("registered by $how", ({ module }) => {
  test("the first request finds nothing, the second what the first stored in Redis", async () => {
    await using app = await serve({ imports: [module()], controllers: [Reader] });
    expect((await app.get("/")).body).toBe("not found");
    expect((await app.get("/")).body).toBe("value");
    expect(await server.text("KEYS", "shop:1:*key")).toHaveLength(1);
  });
});

test("cacheable without blocking finds it at the second request, in Redis too", async () => {
  const cacheable = new Cacheable({
    primary: new Keyv({ store: new CacheableMemory({ ttl: HOUR, lruSize: 5_000 }) }),
    secondary: createKeyv(caches, { namespace: "cacheable" }),
    nonBlocking: true,
    ttl: HOUR,
  });
  const imports = [CacheModule.registerAsync({ useFactory: async () => ({ stores: cacheable }) })];
  await using app = await serve({ imports, controllers: [Reader] });
  expect((await app.get("/")).body).toBe("not found");
  expect((await app.get("/")).body).toBe("value");
  await eventually(async () => expect(await server.text("KEYS", "shop:1:*")).toHaveLength(1));
});

describe("CacheInterceptor", () => {
  @Controller()
  @CacheTTL(HOUR)
  @UseInterceptors(CacheInterceptor)
  class Counter {
    #count = 0;
    @Get("short")
    @CacheTTL(500)
    short() {
      return this.#count++;
    }
    @Get("long")
    long() {
      return this.#count++;
    }
  }
  const start = () =>
    serve({ imports: [CacheModule.register({ stores: [createKeyv(caches)] })], controllers: [Counter] });

  test("answers from the cache, and says so in X-Cache", async () => {
    await using app = await start();
    const first = await app.get("/long");
    expect([first.body, first.headers.get("x-cache")]).toEqual(["0", "MISS"]);
    const second = await app.get("/long");
    expect([second.body, second.headers.get("x-cache")]).toEqual(["0", "HIT"]);
  });

  test("uses the time to live of the controller, in milliseconds", async () => {
    await using app = await start();
    await app.get("/long");
    expect(await server.text("PTTL", "shop:1:keyv:/long")).toBeGreaterThan(HOUR - 600_000);
  });

  test("lets that of the method override it, after which the method runs again", async () => {
    await using app = await start();
    const { body } = await app.get("/short");
    await eventually(async () => expect((await app.get("/short")).body).not.toBe(body));
  });

  test("two applications share cached values", async () => {
    await using one = await start();
    await using two = await start();
    expect((await one.get("/long")).headers.get("x-cache")).toBe("MISS");
    expect((await two.get("/long")).headers.get("x-cache")).toBe("HIT");
  });
});

test("a given Keyv is used as it is, and the caches stay open when the module ends", async () => {
  const keyv = createKeyv(caches);
  const app = await serve({ imports: [CacheModule.register({ stores: [keyv] })] });
  expect(app.app.get<Cache>(CACHE_MANAGER).stores).toEqual([keyv]);
  await app.app.close();
  expect(await caches.get().set("open", 1)).toBe(true);
});

test("clear of the cache manager leaves the other keys of the cache", async () => {
  await using app = await serve({ imports: [CacheModule.register({ stores: [createKeyv(caches)] })] });
  const manager = app.app.get<Cache>(CACHE_MANAGER);
  await manager.set("key", 1);
  await caches.get().set("own", 1);
  await manager.clear();
  expect(await server.text("KEYS", "*")).toEqual(["shop:1:own"]);
});
