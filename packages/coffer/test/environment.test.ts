// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are what is tested.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "@coffer-internal/servers";
import { type Caches, createCaches, ImproperlyConfigured } from "coffer";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";

/** A password that would break JSON and URLs if it were inserted unescaped. */
const PASSWORD = `it's "quoted", 100% a/b?c#d@e`;

afterEach(() => {
  vi.unstubAllEnvs();
});

async function fileWith(settings: object): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "coffer-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "settings.json");
  await writeFile(path, JSON.stringify(settings));
  return path;
}

async function serverOf(password: string) {
  const server = await startServer({ password: "plain" });
  onTestFinished(() => server.stop());
  await server.command("CONFIG", "SET", "requirepass", password);
  return server;
}

async function works(caches: Caches): Promise<void> {
  onTestFinished(() => caches.close());
  await caches.ready();
  await caches.get().set("user:1", { name: "Ada" });
  expect(await caches.get().get("user:1")).toEqual({ name: "Ada" });
}

async function messageOf(creating: Promise<unknown>): Promise<string> {
  const error: unknown = await creating.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ImproperlyConfigured);
  const { message, stack, problems } = error as ImproperlyConfigured;
  return [message, stack, ...problems.map((each) => `${JSON.stringify(each)} ${each.cause}`)].join("\n");
}

describe("a password of the environment", () => {
  it("is the PASSWORD of a settings file, with any characters", async () => {
    const server = await serverOf(PASSWORD);
    vi.stubEnv("REDIS_PASSWORD", PASSWORD);
    vi.stubEnv("REDIS_PORT", String(server.port));
    const file = await fileWith({
      $schema: "./node_modules/coffer/settings.schema.json",
      CACHES: {
        default: {
          LOCATION: "redis://127.0.0.1:${REDIS_PORT}/1",
          OPTIONS: {
            PASSWORD: "${REDIS_PASSWORD}",
            CONNECTION_POOL_KWARGS: { max_connections: "${POOL:-2}" },
          },
        },
      },
    });
    await works(await createCaches(file));
  });

  it("is in no message if it breaks the URL that contains it", async () => {
    for (const password of ["hunter2/x", "hunter2?x=1", "hunter2#x", "x:hunter2"]) {
      vi.stubEnv("REDIS_PASSWORD", password);
      const message = await messageOf(
        createCaches(
          await fileWith({ CACHES: { default: { LOCATION: "redis://:${REDIS_PASSWORD}@h:port/1" } } }),
        ),
      );
      expect(message).toContain("CACHES.default.LOCATION: ");
      expect(message).not.toContain("hunter2");
    }
  });

  it("is in no message if it is in the wrong setting", async () => {
    vi.stubEnv("REDIS_PASSWORD", "hunter2");
    const variable = "${REDIS_PASSWORD}";
    const LOCATION = "redis://h";
    for (const [cache, setting] of [
      [{ LOCATION: `http://x:${variable}@h` }, "LOCATION: the server's URL has the unknown scheme http://"],
      [{ LOCATION, TIMEOUT: variable }, "TIMEOUT: must be a number of seconds"],
      [{ LOCATION, OPTIONS: { SOCKET_TIMEOUT: variable } }, "SOCKET_TIMEOUT: must be"],
      [{ LOCATION, OPTIONS: { LOG_IGNORED_EXCEPTIONS: variable } }, "LOG_IGNORED_EXCEPTIONS: must be"],
      [{ LOCATION, OPTIONS: { REDIS_CLIENT_KWARGS: variable } }, "REDIS_CLIENT_KWARGS: must be"],
      [
        { LOCATION, OPTIONS: { CONNECTION_POOL_KWARGS: { max_connections: variable } } },
        "max_connections: must be",
      ],
    ] as const) {
      const message = await messageOf(createCaches(await fileWith({ CACHES: { default: cache } })));
      expect(message).toContain(setting);
      expect(message).not.toContain("hunter2");
    }
  });
});

describe("CACHE_URL", () => {
  it("is read by createCaches without arguments", async () => {
    const server = await serverOf(PASSWORD);
    const password = encodeURIComponent(PASSWORD);
    vi.stubEnv(
      "CACHE_URL",
      `redis://:${password}@127.0.0.1:${server.port}?db=1&key_prefix=shop&socket_timeout=5&client=default&client_name=herd`,
    );
    const caches = await createCaches();
    await works(caches);
    expect(caches.get().makeKey("user:1").redisKey).toBe("shop:1:user:1");
    const raw = (await caches.getRedisConnection()) as { client(name: "INFO"): Promise<string> };
    expect(await raw.client("INFO")).toMatch(/\bdb=1\b.*/);
    expect(await raw.client("INFO")).toMatch(/\bname=herd\b/);
  });

  it.each([undefined, ""])("is requested if it is missing: %j", async (url) => {
    vi.stubEnv("CACHE_URL", url);
    for (const given of [undefined, process.env.CACHE_URL]) {
      await expect(createCaches(given)).rejects.toThrow(
        'there are none, and the environment has no CACHE_URL: set it to "redis://127.0.0.1:6379/0"',
      );
    }
  });

  it.each(["127.0.0.1:6379", "localhost:6379/1", "http://h/1", "settings.json"])(
    "that is not a URL is not taken for a file: %s",
    async (url) => {
      vi.stubEnv("CACHE_URL", url);
      await expect(createCaches()).rejects.toThrow(
        "the environment's CACHE_URL must begin with redis://, rediss:// or unix://",
      );
    },
  );

  it("has no password in its messages, wherever it breaks the URL", async () => {
    for (const url of [
      "redis://:hunter2/x@h/1",
      "redis://:hunter2#x@h/1",
      "redis://:a?hunter2@h/1",
      "redis://:a?b&hunter2@h/1",
      "redis:/:hunter2@h/1",
      "http://:hunter2@h/1",
      "redis://:hunter2@h:port/1?timeout=x",
      "redis://:hunter2@h/one",
      "redis://:hunter2,x@h/1",
      "redis://h?ssl_ca_cert=hunter2",
      "redis://h?max_connections=hunter2&socket_timeout=hunter2",
    ]) {
      vi.stubEnv("CACHE_URL", url);
      expect(await messageOf(createCaches()), url).not.toContain("hunter2");
    }
  });

  it("reports an unknown option with a suggestion", async () => {
    vi.stubEnv("CACHE_URL", "redis://h/1?socket_timout=1");
    await expect(createCaches()).rejects.toThrow(
      "CACHES.default.OPTIONS.SOCKET_TIMOUT: unknown option, did you mean SOCKET_TIMEOUT?",
    );
  });
});

describe("the README", () => {
  it("works in a settings file and in CACHE_URL", async () => {
    const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
    const [, json] = /```json\n(\{\s+"\$schema".*?)```/s.exec(readme) ?? [];
    const [, url] = /`(redis:[^`]*\?[^`]*)`/.exec(readme) ?? [];
    vi.stubEnv("REDIS_PASSWORD", "x");
    vi.stubEnv("CACHE_URL", url);
    for (const source of [await fileWith(JSON.parse(json as string)), undefined]) {
      const caches = await createCaches(source, { parent: import.meta });
      expect(caches.aliases).toEqual(["default"]);
      await caches.close();
    }
  });
});
