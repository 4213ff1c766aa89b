// A process of the workload: works from the message with its plan until it is told to stop, and sends its history.
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type CacheSettings, createCaches } from "@coffer/cache-core";
import type { History } from "./history.js";
import { Random } from "./random.js";
import { Calls } from "./workload/calls.js";
import type { Step, WorkloadContext } from "./workload/context.js";
import { Counters } from "./workload/counters.js";
import { Idle } from "./workload/idle.js";
import { Lives } from "./workload/lives.js";
import { Loads } from "./workload/loads.js";
import { Locks } from "./workload/locks.js";
import type { WorkerPlan } from "./workload/plan.js";
import { Registers } from "./workload/registers.js";
import { Scans } from "./workload/scans.js";
import { Sections } from "./workload/sections.js";
import { Usings } from "./workload/usings.js";
import { Values } from "./workload/values.js";

/** Maximum milliseconds between two calls of a step. */
const PAUSE = 12;
/** Milliseconds between two measurements of the memory. */
const LOOK = 100;

// Ctrl-C goes to all processes of a terminal; the parent decides when this one ends.
process.on("SIGINT", () => {});
// The parent is gone.
process.on("disconnect", () => process.exit(1));

const [plan] = (await once(process, "message")) as [WorkerPlan];
const { worker, workers, settings, readsFromReplicas, limit } = plan;
const random = new Random(plan.seed);
const calls = new Calls(limit);
for (const event of ["unhandledRejection", "uncaughtException"] as const) {
  process.on(event, (error) => calls.surprises.push(`${event}: ${(error as Error)?.stack ?? error}`));
}

let memory = 0;
const looking = setInterval(() => {
  memory = Math.max(memory, process.memoryUsage.rss());
}, LOOK);

const caches = await createCaches(
  // The checks report problems.
  { CACHES: { default: settings, idle: onItsOwn(settings) }, LOGGER: { error: () => {} } },
  { parent: import.meta },
);
let going = true;
process.once("message", () => {
  going = false;
});
const context: WorkloadContext = {
  cache: caches.get(),
  calls,
  worker,
  workers,
  random,
  readsFromReplicas,
  complaints: [],
  isGoing: () => going,
};
const counters = new Counters(context);
const locks = new Locks(context);
const usings = new Usings(context);
const sections = new Sections(context);
const values = new Values(context);
const registers = new Registers(context);
const loads = new Loads(context);
const others = [new Lives(context), new Scans(context), new Idle(context, caches.get("idle"))];

const all = [counters, locks, usings, sections, values, registers, loads, ...others];
await connected();
process.send?.("ready");
await Promise.all(all.flatMap(({ steps }) => steps).map(keepDoing));
await sections.finish();
await caches.close();
clearInterval(looking);
calls.stop();

const history: History = {
  worker,
  increments: counters.increments,
  unknownIncrements: counters.unknown,
  holdings: [...locks.holdings, ...usings.holdings, ...sections.holdings],
  writes: values.writes,
  unknownWrites: values.unknown,
  read: values.read,
  operations: registers.operations,
  loads: loads.loads,
  complaints: context.complaints,
  badValues: [...values.bad, ...registers.bad, ...loads.bad],
  failures: calls.failures,
  surprises: calls.surprises,
  late: calls.late,
  stands: calls.stands,
  durations: calls.durations,
  memory,
};
process.send?.(history, () => {
  process.removeAllListeners("disconnect");
  // Nothing else may keep this process alive: the caches are closed.
  process.disconnect();
});

/** On a busy machine the first attempts may fail. */
async function connected(): Promise<void> {
  while (
    going &&
    !(await caches.ready().then(
      () => true,
      () => false,
    ))
  )
    await sleep(PAUSE);
}

/** The same with a connection that is not shared with the other cache. */
function onItsOwn({ OPTIONS, ...settings }: CacheSettings): CacheSettings {
  const own = { CONNECTION_POOL_KWARGS: { client_name: "idle" } };
  return { ...settings, OPTIONS: { ...OPTIONS, ...own } };
}

async function keepDoing(step: Step): Promise<void> {
  while (going) {
    await step();
    await sleep(random.between(0, PAUSE));
  }
}
