import { eventually } from "@coffer-internal/servers";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Started, start } from "../../../test/fixtures/topologies.js";
import { Application } from "./support/application.js";
import { FRAMEWORKS } from "./support/frameworks.js";

describe.each(FRAMEWORKS)("requests of $framework", ({ framework, limit }) => {
  let started: Started;
  beforeAll(async () => {
    started = await start("default");
  });
  afterAll(() => started[Symbol.asyncDispose]());
  beforeEach(() => started.empty());

  test("are rejected beyond the limit, and allowed again in the next window", async () => {
    await using app = await Application.start(framework, started.settings, limit(2, 3_000));
    // The three may fall on both sides of a window's end: then the test tries again.
    await eventually(async () => {
      await started.empty();
      const answers = [await app.get(), await app.get(), await app.get()];
      expect(answers.map(({ status, remaining }) => ({ status, remaining }))).toEqual([
        { status: 200, remaining: 1 },
        { status: 200, remaining: 0 },
        { status: 429, remaining: 0 },
      ]);
      expect(Number(answers[2]?.headers.get("retry-after"))).toBeLessThanOrEqual(3);
    });
    await eventually(async () => expect((await app.get()).status).toBe(200));
  });
});
