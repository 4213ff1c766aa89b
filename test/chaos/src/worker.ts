// A process of the workload: works from the message with its plan until it is told to stop, and tells what it has seen.
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { createCaches } from "@coffer/cache-core";
import type { History } from "./history.js";
import { Random } from "./random.js";
import { Calls } from "./workload/calls.js";
import type { Step, WorkloadContext } from "./workload/context.js";
import { Counters } from "./workload/counters.js";
import { Locks } from "./workload/locks.js";
import type { WorkerPlan } from "./workload/plan.js";
import { Values } from "./workload/values.js";

/** Milliseconds at most between two calls of a step. */
const PAUSE = 8;
/** Milliseconds between two looks at the memory. */
const LOOK = 100;

// Ctrl-C goes to all processes of a terminal; when this one ends is up to the one that started it.
process.on("SIGINT", () => {});
// Nobody is there any more to tell it to stop.
process.on("disconnect", () => process.exit(1));

const [plan] = (await once(process, "message")) as [WorkerPlan];
const { worker, workers, settings, limit } = plan;
const random = new Random(plan.seed);
const calls = new Calls(limit);
for (const event of ["unhandledRejection", "uncaughtException"] as const) {
  process.on(event, (error) => calls.surprises.push(`${event}: ${(error as Error)?.stack ?? error}`));
}

let memory = 0;
const looking = setInterval(() => {
  memory = Math.max(memory, process.memoryUsage.rss());
}, LOOK);

const caches = await createCaches({ CACHES: { default: settings } }, { parent: import.meta });
const context: WorkloadContext = { cache: caches.get(), calls, worker, workers, random };
const counters = new Counters(context);
const locks = new Locks(context);
const values = new Values(context);

let going = true;
process.once("message", () => {
  going = false;
});
await Promise.all([...counters.steps, ...locks.steps, ...values.steps].map(keepDoing));
await caches.close();
clearInterval(looking);
calls.stop();

const history: History = {
  worker,
  increments: counters.increments,
  unknownIncrements: counters.unknown,
  holdings: locks.holdings,
  writes: values.writes,
  unknownWrites: values.unknown,
  read: values.read,
  badValues: values.bad,
  errors: calls.errors,
  surprises: calls.surprises,
  late: calls.late,
  durations: calls.durations,
  memory,
};
process.send?.(history, () => {
  process.removeAllListeners("disconnect");
  // Nothing else may keep this process alive: the caches are closed.
  process.disconnect();
});

async function keepDoing(step: Step): Promise<void> {
  while (going) {
    await step();
    await sleep(random.between(0, PAUSE));
  }
}
