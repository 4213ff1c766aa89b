import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Started, start } from "../../../../test/fixtures/topologies.js";
import { Application } from "../support/application.js";
import { FRAMEWORKS } from "../support/frameworks.js";

const HOUR = 3_600_000;

describe.each(FRAMEWORKS)("requests of $framework", ({ framework, limit }) => {
  let started: Started;
  beforeAll(async () => {
    started = await start("default");
  });
  afterAll(() => started[Symbol.asyncDispose]());
  beforeEach(() => started.empty());

  test("are counted once each, in four processes with 250 requests each", async () => {
    const start = () => Application.start(framework, started.settings, limit(1000, HOUR));
    await using apps = await startAll(4, start);
    const remaining = await Promise.all(
      apps.all.map(async (app) => {
        const seen: number[] = [];
        // As many at once as a browser or a proxy has connections.
        const ask = async () => {
          while (seen.length + asking < 250) {
            asking += 1;
            const answer = await app.get();
            asking -= 1;
            expect(answer.status).toBe(200);
            seen.push(answer.remaining);
          }
        };
        let asking = 0;
        await Promise.all(Array.from({ length: 10 }, ask));
        return seen;
      }),
    );
    const sorted = remaining.flat().sort((a, b) => a - b);
    expect(sorted).toEqual(Array.from({ length: 1000 }, (_, index) => index));
    expect((await apps.all[0]?.get())?.status).toBe(429);
    const [key] = await started.keys();
    const left = await started.pttl(key ?? "");
    expect(left).toBeGreaterThan(HOUR / 2);
    expect(left).toBeLessThanOrEqual(HOUR);
  });
});

async function startAll(count: number, one: () => Promise<Application>) {
  const all = await Promise.all(Array.from({ length: count }, one));
  return {
    all,
    async [Symbol.asyncDispose]() {
      await Promise.all(all.map((app) => app[Symbol.asyncDispose]()));
    },
  };
}
