import type { Cache, Caches } from "@coffer/cache-core";
import { Cached, CacheEvict, CofferModule, type DefaultCache, InjectCache } from "@coffer/nestjs";
import type { DynamicModule } from "@nestjs/common";
import { expectTypeOf, test } from "vitest";

declare const caches: Caches;
const userKey = (id: number) => `user:${id}`;

export class Methods {
  @InjectCache() readonly cache!: Cache;

  @Cached({ key: userKey, timeout: "5m", grace: "1h", tags: (id) => [`user-${id}`] })
  async find(_id: number) {
    return { name: "Ada" };
  }
  @Cached({ key: userKey })
  async findWith(_id: number, _more: boolean) {}

  @Cached({ key: "all" })
  async all() {}

  @Cached({ key: (id?: number) => `maybe:${id}` })
  async maybe(_id?: number) {}

  // @ts-expect-error: the method's first parameter is a text.
  @Cached({ key: userKey })
  async other(_id: string) {}

  // @ts-expect-error: the cache gives a promise.
  @Cached({ key: "sync" })
  sync() {
    return 1;
  }

  // @ts-expect-error: without a key.
  @Cached({ timeout: "5m" })
  async keyless() {}

  // @ts-expect-error: of one call alone.
  @Cached({ key: "fresh", fresh: true })
  async fresh() {}

  @CacheEvict({ key: (id: number) => [userKey(id), "all"], tags: ["users"] })
  async remove(_id: number, _why: string) {}

  // @ts-expect-error: the method has no parameter.
  @CacheEvict({ key: userKey })
  async removeNothing() {}
}

test("a cached method keeps its type", () => {
  expectTypeOf<Methods["find"]>().toEqualTypeOf<(id: number) => Promise<{ name: string }>>();
});

test("DefaultCache is a cache", () => {
  expectTypeOf<DefaultCache>().toExtend<Cache>();
});

test("the module takes settings or caches, and not both", () => {
  expectTypeOf(CofferModule.forRoot()).toEqualTypeOf<DynamicModule>();
  CofferModule.forRoot({ settings: "redis://127.0.0.1:6379", ready: true, isGlobal: false });
  CofferModule.forRoot({ caches, aliases: ["default"] });
  CofferModule.forRootAsync({ useFactory: async () => ({ caches }), aliases: ["default"] });
  // @ts-expect-error
  CofferModule.forRoot({ caches, settings: "redis://127.0.0.1:6379" });
  // @ts-expect-error
  CofferModule.forRootAsync({ useFactory: () => ({ caches: Promise.resolve(caches) }) });
});
