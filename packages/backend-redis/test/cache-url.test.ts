import { describe, expect, test, vi } from "vitest";
import { makeProject, serializers } from "../../../test/fixtures/project.js";
import { clientOf, createCaches, createFrom, PARTS, StubClient, textsOf } from "./support/parts.js";

async function contextFrom(source: string | URL | object) {
  const { context } = clientOf(await createFrom(source));
  return { ...context, options: context.options as Record<string, unknown> };
}

async function serversOf(url: string): Promise<readonly string[]> {
  return (await contextFrom(url)).servers;
}

describe("a URL instead of settings", () => {
  test("is the default cache, with settings and options by their names in any case", async () => {
    const { servers, timeout, keys, options } = await contextFrom(
      "redis://:secret@host:6379/1?timeout=60&KEY_PREFIX=shop&version=2&Ignore_Exceptions=true&scan_itersize=10&compressor=none",
    );
    expect(servers).toEqual(["redis://:secret@host:6379/1"]);
    expect([timeout, keys.make("k")]).toEqual([60_000, "shop:2:k"]);
    expect(options).toMatchObject({ IGNORE_EXCEPTIONS: true, SCAN_ITERSIZE: 10 });
    expect(options.COMPRESSOR).toBeUndefined();
  });

  test("may be a URL object, and has the usual defaults", async () => {
    const { servers, timeout, keys, alias } = await contextFrom(new URL("redis://:secret@host/1"));
    expect([servers, timeout, keys.make("k"), alias]).toEqual([
      ["redis://:secret@host/1"],
      300_000,
      ":1:k",
      "default",
    ]);
  });

  test("names plugins, resolved from the application; client is short for client_class", async () => {
    const base = await makeProject({
      "package.json": { type: "module" },
      "text.js": serializers("app", "Text"),
    });
    const embedded = { "@coffer/client-stub": { default: class Stub extends StubClient {} } };
    const caches = await createCaches("redis://h?client=stub&serializer=./text.js%23Text", {
      parent: base,
      embedded,
      defaults: PARTS as never,
    });
    const { options } = clientOf(caches).context;
    expect(options.CLIENT_CLASS).toBe(embedded["@coffer/client-stub"].default);
    expect((options.SERIALIZER as { label?: string }).label).toBe("app#Text");
  });

  test.each([
    ["key_prefix=a%26b%3Dc%2B%C3%A9", "a&b=c+é"],
    ["key_prefix=a+b", "a b"],
    ["key_prefix=a=b", "a=b"],
    ["key_prefix=100%", "100%"],
    ["key_prefix=", ""],
    ["key_prefix=007", "007"],
    ["key_prefix=null", "null"],
  ])("decodes percent escapes as any query does: %s", async (query, prefix) => {
    expect((await contextFrom(`redis://h?${query}`)).keys.make("k")).toBe(`${prefix}:1:k`);
  });

  test.each([
    ["none", null],
    ["None", null],
    ["5m", 300_000],
    ["0", 0],
  ])("timeout=%s", async (value, timeout) => {
    expect((await contextFrom(`redis://h?timeout=${value}`)).timeout).toBe(timeout);
  });

  test("may replace each cache in an object of settings", async () => {
    const caches = await createFrom({
      SCAN_ITERSIZE: 7,
      CACHES: {
        default: "redis://a?timeout=1",
        other: "unix:///run/redis.sock?db=2&timeout=2",
        third: { LOCATION: "redis://c" },
      },
    });
    const contexts = caches.aliases.map((alias) => clientOf(caches, alias).context);
    expect(contexts.map(({ servers, timeout }) => [servers[0], timeout])).toEqual([
      ["redis://a", 1000],
      ["unix:///run/redis.sock?db=2", 2000],
      ["redis://c", 300_000],
    ]);
    expect(contexts.map(({ options }) => (options as Record<string, unknown>).SCAN_ITERSIZE)).toEqual([
      7, 7, 7,
    ]);
  });

  test("is recognized by its scheme: a text without one is a file path", async () => {
    const base = await makeProject({ "redis.json": { CACHES: { default: "REDIS://h" } } });
    expect(await serversOf(`${base}/redis.json`)).toEqual(["REDIS://h"]);
    vi.spyOn(process, "cwd").mockReturnValue(base);
    expect(await serversOf("redis.json")).toEqual(["REDIS://h"]);
    vi.restoreAllMocks();
  });
});

describe("the servers of a URL", () => {
  test.each<[what: string, url: string, servers: string[]]>([
    ["one", "redis://h:1/2", ["redis://h:1/2"]],
    ["none named: localhost", "redis://", ["redis://"]],
    [
      "hosts that share a database, as in django-environ",
      "redis://redis-1:1,redis-2:2/3",
      ["redis://redis-1:1/3", "redis://redis-2:2/3"],
    ],
    ["hosts that share credentials", "rediss://me:x@a,b:2/3", ["rediss://me:x@a/3", "rediss://me:x@b:2/3"]],
    ["hosts with separate credentials", "redis://:x@a,:y@b/3", ["redis://:x@a/3", "redis://:y@b/3"]],
    ["whole URLs", "redis://:x@a/1,rediss://b/2,unix:///s", ["redis://:x@a/1", "rediss://b/2", "unix:///s"]],
    ["whole URLs without paths", "redis://:x@a,redis://b", ["redis://:x@a", "redis://b"]],
    ["a socket", "unix:///run/redis.sock", ["unix:///run/redis.sock"]],
    ["a socket as in django-environ", "redis:///run/redis.sock", ["unix:///run/redis.sock"]],
    ["a password with a comma, escaped", "redis://:a%2Cb@a,b", ["redis://:a%2Cb@a", "redis://:a%2Cb@b"]],
    [
      "each with the servers' arguments from the query, unchanged",
      "redis://a,b/1?timeout=5&db=3&ssl_ca_certs=%2Fx&max_connections=2&client_name=a+b&ssl=true&socket_keepalive=1",
      ["a", "b"].map(
        (host) =>
          `redis://${host}/1?db=3&ssl_ca_certs=%2Fx&max_connections=2&client_name=a+b&ssl=true&socket_keepalive=1`,
      ),
    ],
  ])("%s", async (_what, url, servers) => {
    expect(await serversOf(url)).toEqual(servers);
  });

  test.each(["redis://a,,b", "redis://,b", "redis://a,", "redis://a/1,"])(
    "empty servers are rejected: %s",
    async (url) => {
      expect(await textsOf(createFrom(url))).toEqual([
        'CACHES.default.LOCATION: must be a URL such as "redis://127.0.0.1:6379/0", or a list of them, and none of them empty',
      ]);
    },
  );
});

describe("problems in a URL", () => {
  test("are reported all at once, with the names of the settings", async () => {
    const created = createFrom(
      "redis://:hunter2@h?timeot=5&compresor=zlib&key_prefx=x&scan_itersize=0&version=2&version=3&location=redis://x",
    );
    expect(await textsOf(created)).toEqual([
      "CACHES.default: the URL sets version twice",
      "CACHES.default: the URL sets location twice",
      "CACHES.default.OPTIONS.SCAN_ITERSIZE: must be a whole number from 1, got other text",
      "CACHES.default.OPTIONS.TIMEOT: unknown option, did you mean TIMEOUT?",
      "CACHES.default.OPTIONS.COMPRESOR: unknown option, did you mean COMPRESSOR?",
      "CACHES.default.OPTIONS.KEY_PREFX: unknown option, did you mean KEY_PREFIX?",
    ]);
  });

  test.each([
    "redis://:hunter2?x@h/1",
    "redis://:a?hunter2=&b@h",
    "redis://h?=hunter2",
    "redis://:hun?ter2&x@h?timeout=5",
  ])("a ? in a password is reported without showing the password: %s", async (url) => {
    expect(await textsOf(createFrom(url))).toEqual([
      "CACHES.default: the URL's query must be name=value&...; in a password ? and & are written %3F and %26",
    ]);
  });

  test.each([
    [
      "postgres://me:hunter2@h/1",
      "a URL of servers begins with redis://, rediss:// or unix://, and not with postgres:",
    ],
    [
      "https://me:hunter2@h",
      "a URL of servers begins with redis://, rediss:// or unix://, and not with https:",
    ],
  ])("another scheme: %s", async (url, text) => {
    expect(await textsOf(createFrom(url))).toEqual([text]);
    expect(await textsOf(createFrom(new URL(url)))).toEqual([text]);
  });

  test.each(["redis//me:hunter2@h/1", "//:hunter2@h/1", "me:hunter2@h:6379"])(
    "without a scheme, a text with a password is not treated as a file: %s",
    async (url) => {
      const [text, ...more] = await textsOf(createFrom(url));
      expect(more).toEqual([]);
      expect(text).toMatch(
        /^(?:'.*\*\*\*@h.*' must end in \.json|a URL of servers begins with .* not with me:$)/,
      );
      expect(text).not.toContain("hunter2");
    },
  );
});
