import { chmod } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { type RedisServer, startCluster, startReplicated, startServer } from "@coffer-internal/servers";
import { describe, expect, onTestFinished, test } from "vitest";
import { coffer, type Outcome } from "./support/coffer.js";
import { makeProject, settingsFor } from "./support/project.js";

/** What doctor says about this settings file; `{ fault, cure }` of each problem. */
async function diagnose(
  settings: unknown,
  files: Readonly<Record<string, unknown>> = {},
): Promise<Outcome & { problems: { text: string; cure?: string }[] }> {
  const cwd = await makeProject({ "coffer.settings.json": settings, ...files });
  const outcome = await coffer(["doctor", "--json"], { cwd });
  const { sections } = JSON.parse(outcome.stdout);
  const findings = sections.flatMap((section: { findings: { level: string }[] }) => section.findings);
  return { ...outcome, problems: findings.filter(({ level }: { level: string }) => level === "problem") };
}

async function expectProblem(settings: unknown, text: RegExp, cure: RegExp, files = {}): Promise<void> {
  const { code, problems } = await diagnose(settings, files);
  expect(problems).toEqual([
    { level: "problem", text: expect.stringMatching(text), cure: expect.stringMatching(cure) },
  ]);
  expect(code).toBe(1);
}

const NOWHERE = "redis://127.0.0.1:1/0";

describe("broken settings files: each fault is named, with its cure", () => {
  test("an unknown option", () =>
    expectProblem(
      settingsFor(NOWHERE, { COMPRESOR: "zlib" }),
      /^CACHES\.default\.OPTIONS\.COMPRESOR: unknown option/,
      /^write COMPRESSOR$/,
    ));

  test("a plugin that is not installed", () =>
    expectProblem(
      settingsFor(NOWHERE, { SERIALIZER: "@acme/cache" }),
      /OPTIONS\.SERIALIZER: "@acme\/cache" is not installed/,
      /^npm install @acme\/cache$/,
    ));

  test("an export that the module does not have", () =>
    expectProblem(
      settingsFor(NOWHERE, { SERIALIZER: "@coffer/serializer-json#Jason" }),
      /has no export "Jason"; it has .*JsonSerializer/,
      /name one of the exports/,
    ));

  test("a plugin that fails while it loads", () =>
    expectProblem(
      settingsFor(NOWHERE, { SERIALIZER: "./broken.mjs" }),
      /broken\.mjs and fails while it loads: Error: no licence/,
      /mend the module/,
      { "broken.mjs": 'throw new Error("no licence")' },
    ));

  test("a module of the wrong kind", () =>
    expectProblem(
      settingsFor(NOWHERE, { SERIALIZER: "@coffer/compressor-zlib" }),
      /is not a serializer: it lacks the methods dumps, loads/,
      /name a plugin of this kind/,
    ));

  test("JSON with a mistake in it", () =>
    expectProblem(
      '{"CACHES": {"default": {},}}',
      /coffer\.settings\.json cannot be read: .*JSON/,
      /mend the JSON/,
    ));

  test("an environment variable that is not set", () =>
    expectProblem(
      settingsFor(NOWHERE, { PASSWORD: "$" + "{COFFER_TEST_NOT_SET}" }),
      /OPTIONS\.PASSWORD: .*COFFER_TEST_NOT_SET/,
      /^set COFFER_TEST_NOT_SET in the environment/,
    ));

  test("an address that is none", () =>
    expectProblem(
      settingsFor("http://localhost"),
      /CACHES\.default\.LOCATION: .*unknown scheme http/,
      /^write redis:\/\/host:6379\/0/,
    ));

  test("many mistakes at once, each with what to do", async () => {
    const options = {
      COMPRESOR: "zlib",
      CLIENT_CLASS: "./no.js",
      SERIALIZER: "@acme/cache",
      COMPRESSOR: "node:fs",
      IGNORE_EXCEPTIONS: "yes",
      TIMEOUT: 1,
    };
    const { problems, code } = await diagnose({
      ...settingsFor(NOWHERE, options, { TIMEOUT: "soon", PASSWORD: "x" }),
      FOO: 1,
    });
    expect(problems.map(({ text, cure }) => [text.split(":")[0], cure])).toEqual([
      ["FOO", "leave it out, or write one of those that are known"],
      ["CACHES.default.PASSWORD", "leave it out, or write one of those that are known"],
      ["CACHES.default.TIMEOUT", expect.stringMatching(/^give it a number of seconds, a duration/)],
      ["CACHES.default.OPTIONS.CLIENT_CLASS", "mend the path, or put the file there"],
      ["CACHES.default.OPTIONS.SERIALIZER", "npm install @acme/cache"],
      ["CACHES.default.OPTIONS.COMPRESSOR", expect.stringMatching(/^Write a package/)],
      ["CACHES.default.OPTIONS.IGNORE_EXCEPTIONS", "give it true or false or null"],
      ["CACHES.default.OPTIONS.COMPRESOR", "write COMPRESSOR"],
      ["CACHES.default.OPTIONS.TIMEOUT", "move it out of OPTIONS"],
    ]);
    expect(code).toBe(1);
  });

  test("a settings file that is not there", async () => {
    const cwd = await makeProject({});
    const { code, stdout } = await coffer(["doctor", "--settings", "missing.json"], { cwd });
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /missing\.json cannot be read: ENOENT[^\n]*\n +→ name a settings file that is there/,
    );
  });

  test.skipIf(process.getuid?.() === 0)(
    "a settings file that may not be read (root may read everything)",
    async () => {
      const cwd = await makeProject({ "coffer.settings.json": {} });
      await chmod(join(cwd, "coffer.settings.json"), 0);
      const { code, stdout } = await coffer(["doctor"], { cwd });
      expect(code).toBe(1);
      expect(stdout).toMatch(
        /cannot be read: EACCES[^\n]*\n +→ name a settings file that is there and may be read/,
      );
    },
  );

  test("no settings at all are a mistake of whoever typed the command", async () => {
    const cwd = await makeProject({});
    const { code, stderr } = await coffer(["doctor"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("no settings found: say --settings <file>, set COFFER_SETTINGS or CACHE_URL");
  });
});

describe("servers that cannot be used: each fault is named, with its cure", () => {
  test("a connection that is refused", () =>
    expectProblem(settingsFor(NOWHERE), /ECONNREFUSED 127\.0\.0\.1:1/, /no server listens there: start it/));

  test("a name that nobody knows", () =>
    expectProblem(
      settingsFor("redis://no-such-host.invalid:6379/0"),
      /ENOTFOUND|EAI_AGAIN/,
      /name of the host cannot be resolved/,
    ));

  test.each(["ioredis", "redis"])("a server that is no Redis, through %s", async (CONNECTION_FACTORY) => {
    const web = createServer((socket) =>
      socket.on("data", () => socket.write("HTTP/1.1 400 Bad Request\r\n\r\n")),
    );
    await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void web.close());
    const { port } = web.address() as AddressInfo;
    await expectProblem(
      settingsFor(`redis://127.0.0.1:${port}/0`, { CONNECTION_FACTORY }),
      /cannot be reached/,
      /what answers there is no Redis server/,
    );
  });

  test("a wrong password, which is not repeated", async () => {
    await using server = await startServer({ password: "right" });
    const { stdout, stderr, problems } = await diagnose(
      settingsFor(`redis://:wr0ng-one@${server.host}:${server.port}/0`),
    );
    expect(problems).toMatchObject([
      {
        text: expect.stringContaining("WRONGPASS"),
        cure: expect.stringContaining("see that USERNAME and PASSWORD"),
      },
    ]);
    expect(stdout + stderr).not.toContain("wr0ng-one");
  });

  test("no password where one is wanted", async () => {
    await using server = await startServer({ password: "right" });
    await expectProblem(
      settingsFor(`redis://${server.host}:${server.port}/0`),
      /NOAUTH/,
      /the server wants a password/,
    );
  });

  test("TLS where the server has none", async () => {
    await using server = await startServer();
    await expectProblem(
      settingsFor(`rediss://${server.host}:${server.port}/0`),
      /cannot be reached/,
      /write redis:\/\/ in LOCATION/,
    );
  });

  test("no TLS where the server wants it", async () => {
    await using server = await startServer({ tls: true });
    await expectProblem(
      settingsFor(`redis://${server.host}:${server.port}/0`),
      /cannot be reached/,
      /write rediss:\/\/ in LOCATION/,
    );
  });

  test("a certificate of an unknown authority, and the cure cures", async () => {
    await using server = await startServer({
      tls: true,
      config: { maxmemory: "100mb", "maxmemory-policy": "allkeys-lru" },
    });
    await expectProblem(settingsFor(server.url()), /certificate/, /CONNECTION_POOL_KWARGS\.ssl_ca_certs/);
    const cured = settingsFor(server.url(), { CONNECTION_POOL_KWARGS: { ssl_ca_certs: server.tls?.ca } });
    expect(await diagnose(cured)).toMatchObject({ code: 0, problems: [] });
  });

  test("a database that the server does not have", async () => {
    await using server = await startServer();
    await expectProblem(settingsFor(server.url(99)), /DB index is out of range/, /smaller database number/);
  });

  test("rights that the user lacks, and the cure cures", async () => {
    await using server = await startServer({
      config: { maxmemory: "100mb", "maxmemory-policy": "allkeys-lru" },
    });
    await server.command(
      "ACL",
      "SETUSER",
      "app",
      "on",
      ">pw",
      "~shop:*",
      "+@all",
      "-unlink",
      "-scan",
      "-eval",
    );
    const url = `redis://app:pw@${server.host}:${server.port}/0`;
    const settings = settingsFor(url, {}, { KEY_PREFIX: "shop" });
    const { problems } = await diagnose(settings);
    const cure = "ACL SETUSER app +eval +scan +unlink";
    const left = (await server.command("KEYS", "*")) as Buffer[];
    for (const key of left) expect(await server.command("PTTL", String(key))).toBeGreaterThan(0);
    expect(problems[0]).toMatchObject({
      text: "the user app has no right to EVAL (counting and locks), SCAN (finding keys), UNLINK (deleting)",
      cure,
    });
    await server.command(...(cure.split(" ") as [string, ...string[]]));
    expect(await diagnose(settings)).toMatchObject({ code: 0, problems: [] });
  });

  test("rights to other keys only, and the cure cures", async () => {
    await using server = await startServer({
      config: { maxmemory: "100mb", "maxmemory-policy": "allkeys-lru" },
    });
    await server.command("ACL", "SETUSER", "app", "on", ">pw", "~other:*", "+@all");
    const settings = settingsFor(
      `redis://app:pw@${server.host}:${server.port}/0`,
      {},
      { KEY_PREFIX: "shop" },
    );
    const { problems } = await diagnose(settings);
    expect(problems[0]).toMatchObject({
      text: "the user app has no right to the keys shop:1:*",
      cure: "ACL SETUSER app ~shop:1:*",
    });
    await server.command("ACL", "SETUSER", "app", "~shop:1:*");
    expect(await diagnose(settings)).toMatchObject({ code: 0, problems: [] });
  });
});

describe("servers that are not made for a cache", () => {
  const withConfig = (config: Record<string, string>) => startServer({ config });

  test("a full server that may not evict", async () => {
    await using server = await withConfig({ maxmemory: "100mb" });
    await expectProblem(
      settingsFor(server.url()),
      /maxmemory-policy is noeviction: with 100 MiB full, every write fails/,
      /maxmemory-policy allkeys-lru/,
    );
  });

  test("one that evicts only what expires, for values that never do", async () => {
    await using server = await withConfig({ maxmemory: "100mb", "maxmemory-policy": "volatile-lru" });
    expect(await diagnose(settingsFor(server.url()))).toMatchObject({ code: 0, problems: [] });
    await expectProblem(settingsFor(server.url(), {}, { TIMEOUT: null }), /TIMEOUT is null/, /allkeys-lru/);
  });

  test("a replica in the place of the primary, and a stranger in the place of a replica", async () => {
    await using group = await startReplicated({
      replicas: 1,
      config: { maxmemory: "100mb", "maxmemory-policy": "allkeys-lru" },
    });
    const [primary, replica] = group.servers as [RedisServer, RedisServer];
    expect(await diagnose(settingsFor([primary.url(), replica.url()]))).toMatchObject({
      code: 0,
      problems: [],
    });
    const { problems } = await diagnose(settingsFor([replica.url(), primary.url()]));
    expect(problems).toMatchObject([
      {
        text: expect.stringContaining("it is a replica (of 127.0.0.1"),
        cure: expect.stringContaining("primary first"),
      },
      { text: expect.stringContaining("it is no replica") },
      { text: expect.stringContaining("READONLY"), cure: expect.stringContaining("primary first") },
    ]);
  });

  test("a node of a cluster, for a client that knows one server", async () => {
    await using cluster = await startCluster({
      masters: 3,
      config: { maxmemory: "100mb", "maxmemory-policy": "allkeys-lru" },
    });
    const { problems } = await diagnose(settingsFor(cluster.urls[0] as string));
    expect(problems).toMatchObject([
      {
        text: expect.stringMatching(/MOVED .*CLIENT_CLASS "@coffer.client-cluster"/),
        cure: expect.stringContaining("@coffer/client-cluster"),
      },
    ]);
  });

  test("shards have no replicas: each may be a primary", async () => {
    const config = { maxmemory: "100mb", "maxmemory-policy": "allkeys-lru" };
    await using one = await startServer({ config });
    await using two = await startServer({ config });
    expect(await diagnose(settingsFor([one.url(), two.url()], { CLIENT_CLASS: "shard" }))).toMatchObject({
      code: 0,
      problems: [],
    });
  });
});

test("where all is well every part is named, exit code 0; through node-redis, too", async () => {
  await using server = await startServer({
    password: "s3cret",
    config: { maxmemory: "100mb", "maxmemory-policy": "allkeys-lfu" },
  });
  const options = { CONNECTION_FACTORY: "redis", SERIALIZER: "v8", COMPRESSOR: "zstd" };
  const cwd = await makeProject({ "coffer.settings.json": settingsFor(server.url(), options) });
  const { code, stdout, stderr } = await coffer(["doctor"], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(
    /its parts are loaded: DefaultClient, ConnectionFactory, V8Serializer, ZstdCompressor/,
  );
  expect(stdout).toMatch(/✔ Redis \d+\.\d+\.\d+, master, answers in/);
  expect(stdout).toMatch(/✔ the user has the rights that a cache needs/);
  expect(stdout).toMatch(/✔ 8 values come back as they were/);
  expect(stdout).toMatch(/\n0 problems, 0 warnings\n$/);
  expect(stdout).not.toContain("s3cret");
  expect(await server.command("DBSIZE")).toBe(0);
});

test("a user of an application, who may not ask INFO, is no problem", async () => {
  await using server = await startServer();
  await server.command("ACL", "SETUSER", "app", "on", ">pw", "~*", "+@all", "-@dangerous", "-@admin");
  const cwd = await makeProject({
    "coffer.settings.json": settingsFor(`redis://app:pw@${server.host}:${server.port}/0`),
  });
  const { code, stdout } = await coffer(["doctor"], { cwd });
  expect(stdout).toMatch(/! the user may not ask INFO/);
  expect(stdout).toMatch(/✔ 8 values come back/);
  expect(code).toBe(0);
});
