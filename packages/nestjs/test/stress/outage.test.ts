import { Cached, CacheEvict, CofferModule } from "@coffer/nestjs";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { type ArgumentsHost, Catch, Controller, Delete, Get, UseFilters } from "@nestjs/common";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { outagesOf } from "../../../../test/fixtures/outages.js";
import { inTime } from "../support/in-time.js";
import { serve } from "../support/serve.js";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer({ persistent: true });
});
afterAll(() => server.stop());

/** Without a filter Nest answers "Internal server error", and nothing else. */
@Catch()
class Codes {
  catch(error: { code?: string }, host: ArgumentsHost) {
    host.switchToHttp().getResponse().status(500).send(error.code);
  }
}

@Controller()
@UseFilters(Codes)
class Reports {
  @Get()
  @Cached({ key: "report", timeout: "1h" })
  async report() {
    return "loaded";
  }

  @Delete()
  @CacheEvict({ key: "report" })
  async remove() {
    return "removed";
  }
}

const start = (options: object = {}, LOCATION = server.url()) => {
  const OPTIONS = { SOCKET_TIMEOUT: 1, SOCKET_CONNECT_TIMEOUT: 1, ...options };
  return serve({
    imports: [CofferModule.forRoot({ settings: { CACHES: { default: { LOCATION, OPTIONS } } } })],
    controllers: [Reports],
  });
};

const OUTAGE = { status: 500, body: expect.stringMatching(/^ERR_(UNREACHABLE|NO_REPLY|TIMEOUT)$/) };

describe.each(outagesOf(() => server))("while Redis is $how", ({ begin, end }) => {
  test("each request gets its error in time, and its answer afterwards", async () => {
    await using app = await start();
    const answers = () =>
      eventually(async () => expect(await app.get("/")).toMatchObject({ status: 200, body: "loaded" }));
    await answers();
    await begin();
    try {
      expect(await inTime(app.get("/"))).toMatchObject(OUTAGE);
      expect(await inTime(app.get("/", { method: "DELETE" }))).toMatchObject(OUTAGE);
    } finally {
      await end();
    }
    await answers();
  });

  test("each request gets its answer in time while exceptions are ignored", async () => {
    await using app = await start({ IGNORE_EXCEPTIONS: true });
    await begin();
    try {
      expect(await inTime(app.get("/"))).toMatchObject({ status: 200, body: "loaded" });
      expect(await inTime(app.get("/", { method: "DELETE" }))).toMatchObject({
        status: 200,
        body: "removed",
      });
    } finally {
      await end();
    }
  });

  test("the application closes in time", async () => {
    const { app, get } = await start();
    await get("/");
    await begin();
    try {
      await inTime(app.close());
    } finally {
      await end();
    }
  });
});

test("while Redis refuses connections, each request gets its error in time", async () => {
  await using app = await start({}, "redis://127.0.0.1:1");
  expect(await inTime(app.get("/"))).toMatchObject({ status: 500, body: "ERR_UNREACHABLE" });
});
