import { semaphore } from "@coffer/limits";
import { eventually } from "@coffer-internal/servers";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Started, start, TOPOLOGIES } from "../../../../test/fixtures/topologies.js";
import { startWorker, together } from "../support/workers.js";

const three = { name: "printer", permits: 3 } as const;

describe.each(TOPOLOGIES)("several processes over the %s client:", (topology) => {
  let started: Started;
  beforeAll(async () => {
    started = await start(topology);
  });
  afterAll(() => started[Symbol.asyncDispose]());
  beforeEach(() => started.empty());

  test("a limiter allows no more than the limit, however many processes take at once", async () => {
    const answers = await together(4, {
      settings: started.settings,
      work: "take",
      options: { name: "login", limit: 50, every: "1d", failOpen: false },
      times: 100,
    });
    expect(answers.flat().filter((allowed) => allowed)).toHaveLength(50);
    expect(answers.flat()).toHaveLength(400);
  });

  test("a counter of windows gives each hit its own count, however many processes hit at once", async () => {
    const counts = await together(4, {
      settings: started.settings,
      work: "hit",
      options: { name: "calls", every: "1h" },
      times: 250,
    });
    const sorted = counts.flat().sort((a, b) => Number(a) - Number(b));
    expect(sorted).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
  });

  test("a semaphore never has more holders than permits, however many processes compete", async () => {
    const seen = (await together(4, {
      settings: started.settings,
      work: "enter",
      options: { ...three, sleep: "20ms" },
      times: 10,
    })) as number[][];
    expect(seen.flat()).toHaveLength(40);
    expect(Math.max(...seen.flat())).toBeLessThanOrEqual(3);
    expect(await started.keys()).toEqual(["shop:1:inside"]);
  });

  test("a semaphore gives the slot of a killed process to another one, while others keep theirs", async () => {
    const options = { ...three, permits: 2, timeout: "5s" } as const;
    const task = { settings: started.settings, work: "hold", options } as const;
    const [holder, killed] = await Promise.all([startWorker(task), startWorker(task)]);
    holder.go();
    killed.go();
    await eventually(() =>
      expect([...holder.lines, ...killed.lines]).toEqual(["ready", "held", "ready", "held"]),
    );
    const next = semaphore(started.caches, options).using(() => "mine");
    killed.process.kill("SIGKILL");
    expect(await next).toBe("mine");
    holder.go();
    expect(await holder.result()).toBe("let go");
    expect(await started.keys()).toEqual([]);
  });
});
