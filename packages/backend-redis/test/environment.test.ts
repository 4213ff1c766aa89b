// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are what is tested.
import { afterEach, expect, test, vi } from "vitest";
import { makeProject, settingsFile } from "../../../test/fixtures/project.js";
import {
  clientOf,
  createCaches,
  createFrom,
  makeCaches,
  PARTS,
  StubConnectionFactory,
  textsOf,
} from "./support/parts.js";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("a variable in a settings file may be an option of the backend, a number or null", async () => {
  vi.stubEnv("DIGITS", "1234");
  vi.stubEnv("NONE", "none");
  const OPTIONS = { MAX_VALUE_BYTES: "${DIGITS}", COMPRESSOR: "${NONE}", CIPHER: "${NONE}" };
  const { options } = clientOf(
    await createFrom(await settingsFile({ LOCATION: "redis://h", OPTIONS })),
  ).context;
  expect(options.MAX_VALUE_BYTES).toBe(1234);
  expect([options.COMPRESSOR, options.CIPHER]).toEqual([undefined, undefined]);
});

test("one variable may be a whole cache, as a URL", async () => {
  vi.stubEnv("CACHE_URL", "redis://:hunter2@h/1?timeout=5");
  const { servers, timeout } = clientOf(await createFrom(await settingsFile("${CACHE_URL}"))).context;
  expect([servers, timeout]).toEqual([["redis://:hunter2@h/1"], 5000]);
});

test("a variable in a rejected server URL is not shown", async () => {
  vi.stubEnv("REDIS_PASSWORD", "hunter2");
  class Refusing extends StubConnectionFactory {
    validate(): never {
      throw new Error("no such scheme");
    }
  }
  const file = await settingsFile({ LOCATION: "ftp://:${REDIS_PASSWORD}@h" });
  const defaults = { ...PARTS, CONNECTION_FACTORY: Refusing } as never;
  expect(await textsOf(createCaches(file, { defaults }))).toEqual([
    "CACHES.default.LOCATION: no such scheme",
  ]);
});

test("Django's memory cache says which package to install", async () => {
  const BACKEND = "django.core.cache.backends.locmem.LocMemCache";
  const texts = await textsOf(makeCaches({ BACKEND }, {}, { parent: await makeProject() }));
  expect(texts.join("\n")).toContain("Run: npm install @coffer/connection-ioredis");
});
