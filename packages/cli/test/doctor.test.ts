import { type AddressInfo, createServer } from "node:net";
import {
  type RedisServer,
  type SentinelGroup,
  startReplicated,
  startSentinels,
  startServer,
} from "@coffer-internal/servers";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { coffer } from "./support/coffer.js";
import { diagnose, expectProblem } from "./support/diagnose.js";
import { inProcess } from "./support/in-process.js";
import { makeProject, settingsFor } from "./support/project.js";

const NOWHERE = "redis://127.0.0.1:1/0";
/** A configuration in which doctor finds nothing. */
const SUITABLE = { maxmemory: "100mb", "maxmemory-policy": "allkeys-lru" };

// For the cases that need no server of their own. Each finds the first one without users and keys.
let server: RedisServer;
let secured: RedisServer;
let encrypted: RedisServer;

beforeAll(async () => {
  [server, secured, encrypted] = await Promise.all([
    startServer({ config: SUITABLE }),
    startServer({ password: "right" }),
    startServer({ tls: true, config: SUITABLE }),
  ]);
});
afterAll(() => Promise.all([server, secured, encrypted].map((each) => each.stop())));
beforeEach(async () => {
  await server.command("ACL", "DELUSER", "app", "web.app");
  await server.command("FLUSHALL");
});

describe("servers that cannot be used: each problem is named, with what to do", () => {
  test("a connection that is refused", () =>
    expectProblem(settingsFor(NOWHERE), /ECONNREFUSED 127\.0\.0\.1:1/, /no server listens there: start it/));

  test("a host name that cannot be resolved", () =>
    expectProblem(
      settingsFor("redis://no-such-host.invalid:6379/0"),
      /ENOTFOUND|EAI_AGAIN/,
      /host name cannot be resolved/,
    ));

  test.each(["ioredis", "redis"])("a server that is not Redis, through %s", async (CONNECTION_FACTORY) => {
    const web = createServer((socket) =>
      socket.on("data", () => socket.write("HTTP/1.1 400 Bad Request\r\n\r\n")),
    );
    await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void web.close());
    const { port } = web.address() as AddressInfo;
    await expectProblem(
      settingsFor(`redis://127.0.0.1:${port}/0`, { CONNECTION_FACTORY }),
      /cannot be reached/,
      /the server there is not Redis/,
    );
  });

  test("a wrong password, which is not repeated", async () => {
    const { host, port } = secured;
    const { stdout, stderr, problems } = await diagnose(settingsFor(`redis://:wr0ng-one@${host}:${port}/0`));
    expect(problems).toMatchObject([
      {
        text: expect.stringContaining("WRONGPASS"),
        advice: expect.stringContaining("check USERNAME and PASSWORD"),
      },
    ]);
    expect(stdout + stderr).not.toContain("wr0ng-one");
  });

  test("a missing password", async () => {
    await expectProblem(
      settingsFor(`redis://${secured.host}:${secured.port}/0`),
      /NOAUTH/,
      /the server requires a password/,
    );
  });

  test("TLS to a server without it", async () => {
    await expectProblem(
      settingsFor(`rediss://${server.host}:${server.port}/0`),
      /cannot be reached/,
      /write redis:\/\/ in LOCATION/,
    );
  });

  test("no TLS to a server that requires it", async () => {
    await expectProblem(
      settingsFor(`redis://${encrypted.host}:${encrypted.port}/0`),
      /cannot be reached/,
      /write rediss:\/\/ in LOCATION/,
    );
  });

  test("a certificate of an unknown authority, with a fix that works", async () => {
    const url = encrypted.url();
    await expectProblem(settingsFor(url), /certificate/, /CONNECTION_POOL_KWARGS\.ssl_ca_certs/);
    const cured = settingsFor(url, { CONNECTION_POOL_KWARGS: { ssl_ca_certs: encrypted.tls?.ca } });
    expect(await diagnose(cured)).toMatchObject({ code: 0, problems: [] });
  });

  test("a database that the server does not have", async () => {
    await expectProblem(settingsFor(server.url(99)), /DB index is out of range/, /smaller database number/);
  });

  test("missing rights, with a fix that works", async () => {
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
    const advice = "ACL SETUSER app +eval +scan +unlink";
    const left = (await server.command("KEYS", "*")) as Buffer[];
    for (const key of left) expect(await server.command("PTTL", String(key))).toBeGreaterThan(0);
    expect(problems[0]).toMatchObject({
      text: "the user app has no right to EVAL (counting and locks), SCAN (finding keys), UNLINK (deleting)",
      advice,
    });
    await server.command(...(advice.split(" ") as [string, ...string[]]));
    expect(await diagnose(settings)).toMatchObject({ code: 0, problems: [] });
  });

  test("whether the servers report changed keys, for a cache with the layer near", async () => {
    await server.command("ACL", "SETUSER", "app", "on", ">pw", "~*", "+@all", "-client|tracking");
    const url = `redis://app:pw@${server.host}:${server.port}/0`;
    const settings = settingsFor(url, { LAYERS: ["near"] });
    const { problems } = await diagnose(settings);
    expect(problems).toMatchObject([
      {
        text: expect.stringMatching(/^no values are kept in memory: .*client\|tracking/),
        advice: expect.stringContaining(
          "ACL SETUSER app +client|id +client|tracking +subscribe &__redis__:invalidate",
        ),
      },
    ]);
    await server.command("ACL", "SETUSER", "app", "+client|tracking", "&__redis__:invalidate");
    for (const KEYS of [undefined, ["product:"], []]) {
      const {
        code,
        problems: left,
        stdout,
      } = await diagnose(settingsFor(url, { LAYERS: ["near"], ...(KEYS && { NEAR_CACHE: { KEYS } }) }));
      expect({ code, left }).toEqual({ code: 0, left: [] });
      expect(stdout).toContain("the servers report changed keys");
    }
  });

  test.each(["in the URL", "in OPTIONS"])(
    "a user without the right to ACL WHOAMI is named by its configured name, which is %s",
    async (place) => {
      const rights = ["~shop:*", "+@read", "+@write", "+@connection"];
      await server.command("ACL", "SETUSER", "web.app", "on", ">pw", ...rights);
      const { host, port } = server;
      const url =
        place === "in the URL" ? `redis://web%2Eapp:pw@${host}:${port}/0` : `redis://${host}:${port}/0`;
      const login = place === "in the URL" ? {} : { USERNAME: "web.app", PASSWORD: "pw" };
      const { problems, stdout } = await diagnose(settingsFor(url, login, { KEY_PREFIX: "shop" }));
      expect(stdout).toContain("ACL SETUSER web.app +info");
      expect(problems).toMatchObject([
        {
          text: "the user web.app has no right to EVAL (counting and locks), EVALSHA (counting and locks), TIME (tags)",
          advice: "ACL SETUSER web.app +eval +evalsha +time",
        },
      ]);
    },
  );

  test("rights to other keys only, with a fix that works", async () => {
    await server.command("ACL", "SETUSER", "app", "on", ">pw", "~other:*", "+@all");
    const settings = settingsFor(
      `redis://app:pw@${server.host}:${server.port}/0`,
      {},
      { KEY_PREFIX: "shop" },
    );
    const { problems } = await diagnose(settings);
    expect(problems[0]).toMatchObject({
      text: "the user app has no right to the keys shop:1:*, the keys shop:{*, which locks and shared loads need",
      advice: "ACL SETUSER app ~shop:1:* ~shop:{*",
    });
    await server.command("ACL", "SETUSER", "app", "~shop:1:*", "~shop:{*");
    expect(await diagnose(settings)).toMatchObject({ code: 0, problems: [] });
  });

  test.each([
    ["shop", "shop:"],
    ["", ""],
  ])(
    "rights to the keys only, and not to those for locks and the herd client: prefix %j",
    async (KEY_PREFIX, head) => {
      await server.command("ACL", "SETUSER", "app", "on", ">pw", `~${head}:1:*`.replace("::", ":"), "+@all");
      const url = `redis://app:pw@${server.host}:${server.port}/0`;
      const settings = settingsFor(url, { CLIENT_CLASS: "herd" }, { KEY_PREFIX });
      const { problems, code } = await diagnose(settings);
      expect(problems).toMatchObject([
        {
          text: `the user app has no right to the keys ${head}{*, which locks and shared loads need`,
          advice: `ACL SETUSER app ~${head}{*`,
        },
      ]);
      expect(code).toBe(1);
      await server.command("ACL", "SETUSER", "app", `~${head}{*`);
      expect(await diagnose(settings)).toMatchObject({ code: 0, problems: [] });
    },
  );
});

describe("servers with an unsuitable configuration", () => {
  const withConfig = (config: Record<string, string>) => startServer({ config });

  test("a full server with noeviction", async () => {
    await using server = await withConfig({ maxmemory: "100mb" });
    await expectProblem(
      settingsFor(server.url()),
      /maxmemory-policy is noeviction: with 100 MiB full, every write fails/,
      /maxmemory-policy allkeys-lru/,
    );
  });

  test("an eviction policy only for expiring keys, with values that never expire", async () => {
    await using server = await withConfig({ maxmemory: "100mb", "maxmemory-policy": "volatile-lru" });
    expect(await diagnose(settingsFor(server.url()))).toMatchObject({ code: 0, problems: [] });
    await expectProblem(settingsFor(server.url(), {}, { TIMEOUT: null }), /TIMEOUT is null/, /allkeys-lru/);
  });

  test("a replica in place of the primary, and an unrelated server in place of a replica", async () => {
    await using group = await startReplicated({
      replicas: 1,
      config: SUITABLE,
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
        advice: expect.stringContaining("primary first"),
      },
      { text: expect.stringContaining("it is not a replica") },
      { text: expect.stringContaining("READONLY"), advice: expect.stringContaining("primary first") },
    ]);
  });

  test("shards have no replicas: each may be a primary", async () => {
    await using other = await withConfig(SUITABLE);
    const urls = [server.url(), other.url()];
    expect(await diagnose(settingsFor(urls, { CLIENT_CLASS: "shard" }))).toMatchObject({
      code: 0,
      problems: [],
    });
  });
});

test("prints every part if there are no problems, with exit code 0; through node-redis, too", async () => {
  await using server = await startServer({
    password: "s3cret",
    config: { maxmemory: "100mb", "maxmemory-policy": "allkeys-lfu" },
  });
  const options = { CONNECTION_FACTORY: "redis", SERIALIZER: "v8", COMPRESSOR: "zstd" };
  const cwd = await makeProject({ "coffer.settings.json": settingsFor(server.url(), options) });
  const { code, stdout, stderr } = await coffer(["doctor"], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(
    /its plugins are loaded: DefaultClient, ConnectionFactory, V8Serializer, ZstdCompressor/,
  );
  expect(stdout).toMatch(/✔ Redis \d+\.\d+\.\d+, master, answers in/);
  expect(stdout).toMatch(/✔ the user has the rights that a cache needs/);
  expect(stdout).toMatch(/✔ 8 values come back equal/);
  expect(stdout).toMatch(/\n0 problems, 0 warnings\n$/);
  expect(stdout).not.toContain("s3cret");
  expect(await server.command("DBSIZE")).toBe(0);
});

test("a user without the right to INFO is not a problem", async () => {
  await server.command("ACL", "SETUSER", "app", "on", ">pw", "~*", "+@all", "-@dangerous", "-@admin");
  const cwd = await makeProject({
    "coffer.settings.json": settingsFor(`redis://app:pw@${server.host}:${server.port}/0`),
  });
  const { code, stdout } = await inProcess(["doctor"], { cwd });
  expect(stdout).toMatch(/! the user has no right to INFO/);
  expect(stdout).toMatch(/✔ 8 values come back/);
  expect(code).toBe(0);
});

test("Django settings without effect are a warning, and a cache without Redis is not a problem", async () => {
  const cwd = await makeProject({
    "coffer.settings.json": {
      DJANGO_REDIS_LOGGER: "some.logger",
      CACHES: {
        default: {
          LOCATION: server.url(),
          OPTIONS: { DB: 2, CONNECTION_POOL_KWARGS: { retry_on_timeout: true } },
        },
        nothing: { BACKEND: "django.core.cache.backends.dummy.DummyCache" },
        versioned: { LOCATION: server.url(), KEY_PREFIX: "shop" },
        other: { LOCATION: server.url(), KEY_PREFIX: "shop:2" },
      },
    },
  });
  const { code, stdout, stderr } = await inProcess(["doctor", "--json"], { cwd });
  const findings = JSON.parse(stdout).sections.flatMap((section: { findings: object[] }) => section.findings);
  const warned = (text: string) => ({
    level: "warning",
    text: expect.stringContaining(text),
    advice: "leave it out, unless Python reads these settings, too",
  });
  expect(findings.filter(({ level }: { level: string }) => level !== "ok")).toEqual([
    warned("CACHES.default.OPTIONS.DB: has no effect"),
    warned("DJANGO_REDIS_LOGGER: has no effect: it is the name of a Python logger"),
    warned("CACHES.default.OPTIONS.CONNECTION_POOL_KWARGS.retry_on_timeout: has no effect"),
    {
      level: "warning",
      text: expect.stringContaining("clear() of this cache would delete the keys of CACHES.other"),
      advice: "give one of them another prefix",
    },
  ]);
  expect(findings).toContainEqual({
    level: "ok",
    text: expect.stringContaining("DummyCache works without Redis"),
  });
  expect(code).toBe(0);
  expect(stderr).toBe("");

  const got = await inProcess(["ttl", "key"], { cwd });
  expect(got.stderr).toBe('no key "key"\n');
});

describe("behind sentinels", () => {
  const config = SUITABLE;
  const settingsOf = (group: SentinelGroup) =>
    settingsFor(`redis://${group.name}/0`, {
      CLIENT_CLASS: "@coffer/client-default#SentinelClient",
      CONNECTION_FACTORY: "@coffer/connection-ioredis#SentinelConnectionFactory",
      SENTINELS: group.sentinels.map(({ host, port }) => [host, port]),
    });

  test("a service without a live replica is a warning, not a problem; host and port are shown", async () => {
    await using group = await startSentinels({ replicas: 0, config });
    const cwd = await makeProject({ "coffer.settings.json": settingsOf(group) });
    const { code, stdout } = await inProcess(["doctor"], { cwd });
    const { host, port } = await group.primary();
    expect(stdout).toContain(`redis://${group.name}/0 (${host}:${port})`);
    expect(stdout).toContain("! no replica is alive: reads go to the primary too");
    expect(stdout).toMatch(/\n0 problems, 1 warning\n$/);
    expect(code).toBe(0);
  });

  test("the replica is shown with its own host and port", async () => {
    await using group = await startSentinels({ replicas: 1, config });
    const cwd = await makeProject({ "coffer.settings.json": settingsOf(group) });
    const { stdout } = await inProcess(["doctor"], { cwd });
    for (const { host, port } of group.members) expect(stdout).toContain(`(${host}:${port})`);
    expect(stdout).toMatch(/\n0 problems, 0 warnings\n$/);
  });
});

test("a key function whose keys no pattern matches is a warning", async () => {
  const hash = `
    import { createHash } from "node:crypto";
    export default (key, prefix, version) => prefix + createHash("sha1").update(prefix + version + key).digest("hex");
  `;
  const settings = settingsFor(server.url(), {}, { KEY_FUNCTION: "./hash.mjs", KEY_PREFIX: "shop" });
  const { code, stdout } = await diagnose(settings, { "hash.mjs": hash });
  expect(stdout).toContain("KEY_FUNCTION returns keys that no pattern matches");
  expect(code).toBe(0);
});

test.each([
  ["", { ssl_cert_reqs: null }],
  ["?ssl_cert_reqs=none", {}],
])("TLS without verification is a warning: %s %j", async (query, CONNECTION_POOL_KWARGS) => {
  const url = `rediss://${encrypted.host}:${encrypted.port}/0${query}`;
  const { code, stdout } = await diagnose(settingsFor(url, { CONNECTION_POOL_KWARGS }));
  expect(stdout).toContain("is encrypted but not verified: an impostor would get the password");
  expect(code).toBe(0);
});
