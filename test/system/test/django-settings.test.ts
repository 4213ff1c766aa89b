import type { Caches, Logger, Settings } from "@coffer/cache-core";
import { DJANGO_SETTINGS, type DjangoPlace } from "@coffer/django-settings";
import { settingsReference } from "@coffer/settings-schema";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { createCaches } from "coffer";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
// biome-ignore lint/correctness/useImportExtensions: it is not compiled.
import { firstPartyPlugins } from "../../../scripts/lib/first-party-plugins.mjs";
import { type Block, PROJECTS, README } from "./support/django-blocks.js";

const LOCATION = "redis://127.0.0.1:6379/1";

let plain: RedisServer;
let locked: RedisServer;
let encrypted: RedisServer;
beforeAll(async () => {
  [plain, locked, encrypted] = await Promise.all([
    startServer(),
    startServer({ password: "mysecret" }),
    startServer({ tls: true }),
  ]);
  await locked.command("ACL", "SETUSER", "django", "on", ">mysecret", "~*", "&*", "+@all");
});
afterAll(() => Promise.all([plain, locked, encrypted].map((server) => server?.stop())));

/** The block with the address of a real server, which has TLS or a password if the block contains them. */
function onServer({ settings }: Pick<Block, "settings">): Settings {
  const text = JSON.stringify(settings);
  const server = text.includes("rediss://") ? encrypted : text.includes("mysecret") ? locked : plain;
  return JSON.parse(text.replaceAll("127.0.0.1:6379", `${server.host}:${server.port}`));
}

async function open(settings: unknown): Promise<{ caches: Caches; warn: ReturnType<typeof vi.spyOn> }> {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  onTestFinished(() => warn.mockRestore());
  const caches = await createCaches(settings as Settings, { parent: import.meta });
  onTestFinished(() => caches.close());
  return { caches, warn };
}

const pathsOf = (warnings: readonly string[]) => warnings.map((each) => each.replace(/: .*/s, "")).sort();

describe.each([
  { whose: "django-redis's README", blocks: README },
  { whose: "public projects", blocks: PROJECTS },
])("a settings block of $whose works", ({ blocks }) => {
  test.each(blocks)("$name", async (block) => {
    const { caches, warn } = await open(onServer(block));
    expect(pathsOf(caches.warnings)).toEqual([...(block.noEffect ?? [])].sort());
    expect(warn.mock.calls).toEqual(caches.warnings.map((each) => [`coffer's settings: ${each}`]));

    // There are no sentinels at these addresses.
    if (JSON.stringify(block.settings).includes("service_name")) return;
    await caches.ready();
    for (const alias of caches.aliases) {
      const cache = caches.get(alias);
      expect(await cache.set("key", { alias }, 60)).toBe(true);
      expect(await cache.client.getMany(["key"])).toEqual(new Map([["key", { alias }]]));
      expect(await cache.keys("*")).toEqual(["key"]);
      expect(await cache.delete("key")).toBe(true);
    }
  });
});

test("the database is the one that Python uses: that of LOCATION for django-redis, that of the option for Django", async () => {
  const at = `redis://${plain.host}:${plain.port}`;
  const { caches } = await open({
    CACHES: {
      default: { BACKEND: "django_redis.cache.RedisCache", LOCATION: `${at}/4`, OPTIONS: { DB: 5 } },
      django: { BACKEND: "django.core.cache.backends.redis.RedisCache", LOCATION: at, OPTIONS: { db: 6 } },
    },
  });
  await caches.get().set("of", "django-redis");
  await caches.get("django").set("of", "Django");
  const keyspace = String(await plain.command("INFO", "keyspace"));
  expect(keyspace.match(/db[456](?=:)/g)).toEqual(["db4", "db6"]);
});

test("caches in memory are kept apart by their LOCATION, as in Django", async () => {
  const BACKEND = "django.core.cache.backends.locmem.LocMemCache";
  const { caches } = await open({
    CACHES: { a: { BACKEND, LOCATION: "a ?#/@:1" }, same: { BACKEND, LOCATION: "a ?#/@:1" }, b: { BACKEND } },
  });
  await caches.get("a").set("key", 1);
  expect(await caches.get("same").get("key")).toBe(1);
  expect(await caches.get("b").get("key")).toBeUndefined();
});

test("a PARSER_CLASS is accepted if the connection has parsers to choose from", async () => {
  const OPTIONS = { CONNECTION_FACTORY: "resp", PARSER_CLASS: "redis.connection.HiredisParser" };
  const { caches } = await open({ CACHES: { default: { LOCATION: plain.url(1), OPTIONS } } });
  expect(caches.warnings).toEqual([]);
  await caches.ready();
});

test("connection arguments are checked in every place where they may be given", async () => {
  const OPTIONS = {
    CONNECTION_FACTORY: "django_redis.pool.SentinelConnectionFactory",
    SENTINELS: [["sentinel-1", 26379], "redis://sentinel-2:26379?health_check_interval=30"],
    SENTINEL_KWARGS: { retry_on_timeout: true, socket_timeout: 0.5 },
  };
  const { caches } = await open({
    CACHES: { default: { LOCATION: "redis://service/0?protocol=3", OPTIONS } },
  });
  expect(pathsOf(caches.warnings)).toEqual([
    "CACHES.default.LOCATION, the query's protocol",
    "CACHES.default.OPTIONS.SENTINELS[1], the query's health_check_interval",
    "CACHES.default.OPTIONS.SENTINEL_KWARGS.retry_on_timeout",
  ]);
});

test("a warning goes once to the logger of its cache, whichever methods that has", async () => {
  const own: Logger = { error: vi.fn(), warn: vi.fn(), info: vi.fn() };
  const older: Logger = { error: vi.fn(), info: vi.fn() };
  const silent: Logger = { error: vi.fn() };
  const cache = (LOGGER: Logger) => ({ LOCATION, OPTIONS: { LOGGER, DB: 1 } });
  await open({ CACHES: { own: cache(own), older: cache(older), silent: cache(silent) } });
  const message = (alias: string) => expect.stringContaining(`CACHES.${alias}.OPTIONS.DB: has no effect`);
  expect(vi.mocked(own.warn as () => void).mock.calls).toEqual([[message("own")]]);
  expect(own.info).not.toHaveBeenCalled();
  expect(vi.mocked(older.info as () => void).mock.calls).toEqual([[message("older")]]);
  expect(silent.error).not.toHaveBeenCalled();
});

/** Settings with this name in this place, with a value that is accepted if possible. */
function saying(place: DjangoPlace, name: string): unknown {
  const cache = (more: object) => ({ CACHES: { default: { LOCATION, ...more } } });
  switch (place) {
    case "top":
      return { [name]: "app", ...cache({}) };
    case "cache":
      return cache({ [name]: null });
    case "OPTIONS":
      return cache({ OPTIONS: { [name]: name } });
    case "OPTIONS of Django's backend":
      return cache({
        BACKEND: "django.core.cache.backends.redis.RedisCache",
        OPTIONS: { [name]: "no.such.Thing" },
      });
    case "CONNECTION_POOL_KWARGS":
      return cache({ OPTIONS: { CONNECTION_POOL_KWARGS: { [name]: null } } });
    case "value":
      return cache(saidAsValue(name));
  }
}

/** Settings with a dotted path as the value of the setting for its kind. */
function saidAsValue(path: string): object {
  if (/\.(?:cache|backends)\.(?!.*(?:key_func|Serializer)$)|^redis_cache/.test(path))
    return { BACKEND: path, ...(path.includes("LocMem") && { LOCATION: "memory" }) };
  if (/_func$/.test(path)) return { KEY_FUNCTION: path };
  if (/_key$/.test(path)) return { REVERSE_KEY_FUNCTION: path };
  const OPTIONS: Record<string, unknown> = {};
  if (/SSLConnection|Pool$/.test(path)) OPTIONS.CONNECTION_POOL_CLASS = path;
  else if (/Parser$/.test(path)) Object.assign(OPTIONS, { CONNECTION_FACTORY: "resp", PARSER_CLASS: path });
  else if (/\.client\.\w*\.?\w+Client$/.test(path)) OPTIONS.CLIENT_CLASS = path;
  else if (/Serializer$/.test(path)) OPTIONS.SERIALIZER = path;
  else if (/Compressor$/.test(path)) OPTIONS.COMPRESSOR = path;
  else if (/ConnectionFactory$/.test(path)) OPTIONS.CONNECTION_FACTORY = path;
  else OPTIONS.REDIS_CLIENT_CLASS = path;
  if (/Sentinel(?:Client|ConnectionFactory)$/.test(path)) {
    OPTIONS.SENTINELS = ["a:1"];
    OPTIONS.CONNECTION_FACTORY = "django_redis.pool.SentinelConnectionFactory";
  }
  return { OPTIONS };
}

describe("each row of the table says what happens", () => {
  const rows = DJANGO_SETTINGS.map((row) => ({ ...row, title: `${row.place}: ${row.name}` }));

  test("and there is only one for a name in a place", () => {
    expect(new Set(rows.map(({ title }) => title)).size).toBe(rows.length);
  });

  test.each(rows.filter(({ meaning }) => meaning === "no effect"))("$title has no effect", async (row) => {
    const { caches } = await open(saying(row.place, row.name));
    const [warning, ...others] = caches.warnings;
    expect(others).toEqual([]);
    expect(warning).toContain(row.meaning === "no effect" && `has no effect: ${row.why}`);
    expect(warning).toContain(row.name);
  });

  test.each(rows.filter(({ meaning }) => meaning === "refused"))("$title is refused", async (row) => {
    await expect(open(saying(row.place, row.name))).rejects.toMatchObject({
      code: "ERR_IMPROPERLY_CONFIGURED",
      problems: [{ message: expect.stringContaining(row.meaning === "refused" ? row.instead : "") }],
    });
  });

  test.each(rows.filter(({ place, meaning }) => meaning === "same" && place === "value"))(
    "$title is accepted",
    async (row) => {
      const warning = row.meaning === "same" ? row.warning : undefined;
      expect((await open(saying(row.place, row.name))).caches.warnings).toEqual(
        warning === undefined ? [] : [expect.stringContaining(`${row.name} ${warning}`)],
      );
    },
  );

  test.each(rows.filter(({ place, meaning }) => meaning === "same" && place === "CONNECTION_POOL_KWARGS"))(
    "$title is known",
    async (row) => {
      expect((await open(saying(row.place, row.name))).caches.warnings).toEqual([]);
    },
  );

  test("settings that mean the same exist", async () => {
    const known = new Set(settingsReference(await firstPartyPlugins()).map(({ name }) => name));
    known.add("CACHES");
    const same = rows.filter(
      (row) => row.meaning === "same" && ["top", "cache", "OPTIONS"].includes(row.place),
    );
    expect(same.length).toBeGreaterThan(20);
    expect(
      same.map(({ name }) => name.replace("DJANGO_REDIS_", "")).filter((name) => !known.has(name)),
    ).toEqual([]);
  });

  test.each(rows.filter(({ place }) => place === "OPTIONS of Django's backend"))(
    "$title is another name for an option",
    async (row) => {
      const here = row.meaning === "same" ? row.here : undefined;
      const failed = await open(saying(row.place, row.name)).catch((error: Error) => error.message);
      if (here === "PARSER_CLASS")
        expect(failed).toMatchObject({ caches: { warnings: [expect.any(String)] } });
      else expect(failed).toContain(`CACHES.default.OPTIONS.${here}: "no.such.Thing"`);
    },
  );
});
