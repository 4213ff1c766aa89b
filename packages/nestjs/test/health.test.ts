import { CofferHealthIndicator, CofferModule } from "@coffer/nestjs";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { Controller, Get, Inject } from "@nestjs/common";
import { HealthCheck, HealthCheckService, TerminusModule } from "@nestjs/terminus";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { outagesOf } from "../../../test/fixtures/outages.js";
import { inTime } from "./support/in-time.js";
import { type Served, serve } from "./support/serve.js";

let server: RedisServer;
let other: RedisServer;
beforeAll(async () => {
  [server, other] = await Promise.all([startServer(), startServer()]);
});
afterAll(() => Promise.all([server.stop(), other.stop()]));

@Controller("health")
class Health {
  @Inject() private readonly health!: HealthCheckService;
  @Inject() private readonly caches!: CofferHealthIndicator;

  @Get("all")
  @HealthCheck()
  all() {
    return this.health.check([() => this.caches.isHealthy("redis")]);
  }

  @Get("default")
  @HealthCheck()
  default() {
    return this.health.check([() => this.caches.isHealthy("cache", { alias: "default" })]);
  }

  @Get("sessions")
  @HealthCheck()
  sessions() {
    return this.health.check([() => this.caches.isHealthy("sessions", { alias: "sessions" })]);
  }
}

const start = (sessions = other.url()) => {
  const CACHES = {
    default: { LOCATION: server.url(), OPTIONS: { SOCKET_TIMEOUT: 30, SOCKET_CONNECT_TIMEOUT: 30 } },
    // The server that stops.
    sessions: { LOCATION: sessions, OPTIONS: { SOCKET_TIMEOUT: 1, SOCKET_CONNECT_TIMEOUT: 1 } },
  };
  return serve({
    imports: [TerminusModule.forRoot({ logger: false }), CofferModule.forRoot({ settings: { CACHES } })],
    controllers: [Health],
  });
};

const check = async (app: Served, name: string) => {
  const { status, body } = await inTime(app.get(`/health/${name}`));
  return { code: status, ...JSON.parse(body) };
};

test("a check reports that Redis answers", async () => {
  await using app = await start();
  await eventually(async () =>
    expect(await check(app, "all")).toMatchObject({
      code: 200,
      status: "ok",
      info: { redis: { status: "up" } },
    }),
  );
  await eventually(async () =>
    expect(await check(app, "sessions")).toMatchObject({ code: 200, info: { sessions: { status: "up" } } }),
  );
});

describe.each(outagesOf(() => other))("while one of two servers is $how", ({ begin, end }) => {
  test("a check reports it in time, one of the other server's cache does not, and all is up afterwards", async () => {
    await using app = await start();
    const isWell = () => eventually(async () => expect(await check(app, "all")).toMatchObject({ code: 200 }));
    await isWell();
    await begin();
    const down = {
      status: "down",
      code: expect.stringMatching(/^ERR_(UNREACHABLE|NO_REPLY|TIMEOUT)$/),
      message: expect.stringContaining("127.0.0.1"),
    };
    try {
      expect(await check(app, "all")).toMatchObject({ code: 503, status: "error", error: { redis: down } });
      expect(await check(app, "sessions")).toMatchObject({ code: 503, error: { sessions: down } });
      expect(await check(app, "default")).toMatchObject({ code: 200, info: { cache: { status: "up" } } });
    } finally {
      await end();
    }
    await isWell();
  });
});

test("its output has no password", async () => {
  await using app = await start("redis://user:secret@127.0.0.1:1");
  const answer = await check(app, "sessions");
  expect(answer).toMatchObject({
    code: 503,
    error: { sessions: { status: "down", code: "ERR_UNREACHABLE" } },
  });
  expect(JSON.stringify(answer)).not.toContain("secret");
});

test("an alias that the settings do not have is an error, not an outage", async () => {
  await using app = await start();
  const indicator = app.app.get(CofferHealthIndicator);
  await expect(indicator.isHealthy("typo", { alias: "sesions" })).rejects.toThrow(/CACHES has no 'sesions'/);
});
