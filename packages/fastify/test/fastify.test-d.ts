import type { Caches } from "@coffer/cache-core";
import fastifyCoffer, { fastifyCoffer as byName, type FastifyCofferOptions } from "@coffer/fastify";
import Fastify from "fastify";
import { expectTypeOf, test } from "vitest";

declare const caches: Caches;
const app = Fastify();

test("the application has caches", () => {
  expectTypeOf(app.caches).toEqualTypeOf<Caches>();
  expectTypeOf(byName).toEqualTypeOf(fastifyCoffer);
});

test("takes settings or caches, and not both", () => {
  app.register(fastifyCoffer);
  app.register(fastifyCoffer, { settings: "redis://127.0.0.1:6379", ready: true });
  app.register(fastifyCoffer, { settings: { CACHES: {} }, parent: import.meta, prefix: "/v1" });
  app.register(fastifyCoffer, { caches, namespace: "reports", closeClient: true });
  // @ts-expect-error
  app.register(fastifyCoffer, { caches, settings: "redis://127.0.0.1:6379" });
  // @ts-expect-error
  app.register(fastifyCoffer, { caches, parent: import.meta });
  // @ts-expect-error
  app.register(fastifyCoffer, { caches: Promise.resolve(caches) });
  expectTypeOf<{ readonly settings: string }>().toExtend<FastifyCofferOptions>();
});
