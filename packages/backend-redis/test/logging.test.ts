import { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { ConnectionInterrupted, type ErrorCode, SerializerError } from "@coffer/cache-core";
import { pino } from "pino";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { makeProject } from "../../../test/fixtures/project.js";
import { clientOf, makeCaches } from "./support/parts.js";

const unreachable = (code: ErrorCode = "ERR_UNREACHABLE") =>
  new ConnectionInterrupted(code as never, "Redis is unreachable");

async function make(LOGGER: unknown, parent?: string) {
  const OPTIONS = { IGNORE_EXCEPTIONS: true, LOG_IGNORED_EXCEPTIONS: true, LOGGER };
  const caches = await makeCaches({ OPTIONS }, {}, parent === undefined ? {} : { parent });
  const client = clientOf(caches);
  const fail = (error?: unknown) => {
    client.answer = error === undefined ? async () => "fine" : () => Promise.reject(error);
  };
  return { cache: caches.get(), fail };
}

/** The lines that a real pino wrote to its stream. */
function makePino() {
  const lines: Record<string, unknown>[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  return { logger: pino(stream), lines };
}

/** An outage ends in the log after five seconds without an error, in real time even if a test replaces timers. */
const LONG = { timeout: 60_000 };

describe.concurrent("an outage", LONG, () => {
  test("is one line at its beginning and one at its end, however many calls there were", async ({
    expect,
  }) => {
    const logger = { error: vi.fn(), info: vi.fn() };
    const { cache, fail } = await make(logger);
    for (let second = 0; second < 7; second += 1) {
      fail(unreachable(second % 2 ? "ERR_TIMEOUT" : "ERR_UNREACHABLE"));
      for (let n = 0; n < 50; n += 1) await cache.get("k");
      await sleep(1000);
    }
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(logger.info).not.toHaveBeenCalled();
    fail();
    await vi.waitFor(() => expect(logger.info).toHaveBeenCalled(), { timeout: 30_000 });
    expect(logger.info.mock.calls).toEqual([
      [expect.stringMatching(/^No more exceptions in the cache default: 350 were ignored within \d+ s$/)],
    ]);
    fail(unreachable());
    await cache.set("k", 1);
    expect(logger.error).toHaveBeenCalledTimes(2);
    expect(logger.error).toHaveBeenLastCalledWith(
      expect.any(ConnectionInterrupted),
      "Exception ignored in set of the cache default",
    );
  });

  test("does not end if a server comes and goes: one line for all of it", async ({ expect }) => {
    const logger = { error: vi.fn(), info: vi.fn() };
    const { cache, fail } = await make(logger);
    for (let round = 0; round < 8; round += 1) {
      fail(round % 2 ? undefined : unreachable());
      await cache.get("k");
      await sleep(1000);
    }
    expect([logger.error, logger.info].map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
  });

  test("has no last line for a logger without info", async ({ expect }) => {
    const error = vi.fn();
    const { cache, fail } = await make({ error });
    fail(unreachable());
    await cache.get("k");
    await sleep(6000);
    expect(error).toHaveBeenCalledTimes(1);
  });
});

test("undecodable values are logged one by one, each with its own error", async () => {
  const error = vi.fn();
  const { cache, fail } = await make({ error });
  for (const key of ["a", "b"]) {
    fail(new SerializerError("ERR_DECODE", key));
    await cache.get(key);
  }
  expect(error.mock.calls.map(([told]) => told.message)).toEqual(["a", "b"]);
});

test("pino works as it is: the error as err, with its code, stack and cause", async () => {
  const { logger, lines } = makePino();
  const { cache, fail } = await make(logger);
  const cause = new Error("connect ECONNREFUSED");
  fail(new ConnectionInterrupted("ERR_UNREACHABLE", "GET was not sent", { cause }));
  await cache.get("k");
  expect(lines).toEqual([
    expect.objectContaining({
      level: 50,
      msg: "Exception ignored in get of the cache default",
      err: expect.objectContaining({
        type: "ConnectionInterrupted",
        code: "ERR_UNREACHABLE",
        stack: expect.stringContaining("connect ECONNREFUSED"),
      }),
    }),
  ]);
});

test("a plugin string names a logger", async () => {
  // Not imported by the test: vitest has its own module instances.
  const told: unknown[] = [];
  vi.stubGlobal("told", told);
  onTestFinished(() => void vi.unstubAllGlobals());
  const parent = await makeProject({
    "logger.mjs": "export const logger = { error: (...line) => globalThis.told.push(line) };",
  });
  const { cache, fail } = await make("./logger.mjs#logger", `${parent}/`);
  fail(unreachable());
  await cache.get("k");
  expect(told).toEqual([
    [expect.any(ConnectionInterrupted), "Exception ignored in get of the cache default"],
  ]);
});

test.each([
  ["by default", undefined],
  ["as LOGGER", console],
])("an outage is one line on the console, %s, and an undecodable value has its stack", async (_, logger) => {
  const told = vi.spyOn(console, "error").mockImplementation(() => {});
  onTestFinished(() => told.mockRestore());
  const { cache, fail } = await make(logger);
  fail(new ConnectionInterrupted("ERR_UNREACHABLE", "GET was not sent", { cause: new Error("refused") }));
  await cache.get("k");
  const broken = new SerializerError("ERR_DECODE", "k");
  fail(broken);
  await cache.get("k");
  expect(told.mock.calls).toEqual([
    ["Exception ignored in get of the cache default:", "GET was not sent"],
    ["Exception ignored in get of the cache default:", broken],
  ]);
});
