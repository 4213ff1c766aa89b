import { clearTimeout, setTimeout } from "node:timers";
import { type LoadMessage, LoadTimeout } from "@coffer/cache-core";
import type { Flight } from "../loading/flight.js";
import { loadChannel } from "../loading/load-channel.js";
import type { Loaded, LoadTask } from "../loading/load-task.js";
import { LONGEST } from "../loading/within.js";
import type { Kernel } from "./kernel.js";
import type { Seams } from "./seams.js";

/**
 * Starts the load of a key, and handles its end: by its value, its error, its `hardTimeout`, or the closing of the
 * caches.
 */
export function startLoad(
  client: Kernel & Pick<Seams, "load">,
  redisKey: string,
  given: Omit<LoadTask, "flight">,
): Flight<Loaded> {
  return client.loads.begin(redisKey, (flight) => {
    flight.isBehind = given.isBehind;
    flight.mayHaveTags = given.plan.tags !== undefined;
    flight.hasOld = given.hasOld;
    given.plan.gather?.begun(flight);
    return seen(client, { ...given, flight });
  });
}

async function seen(client: Kernel & Pick<Seams, "load">, task: LoadTask): Promise<Loaded> {
  const { flight, plan } = task;
  const { redisKey } = flight;
  const tell = (message: Pick<LoadMessage, "outcome" | "error">) => {
    if (!loadChannel.hasSubscribers) return;
    loadChannel.publish({ alias: client.context.alias, key: redisKey, reason: task.reason, ...message });
  };
  let timer: NodeJS.Timeout | undefined;
  // A longer timer would fire at once.
  if (plan.hardTimeout <= LONGEST) {
    timer = setTimeout(() => flight.abort(new LoadTimeout(redisKey, plan.hardTimeout)), plan.hardTimeout);
  }
  try {
    const loading = client.load(task);
    const loaded = await Promise.race([loading, flight.aborted]);
    tell({ outcome: loaded.outcome });
    return loaded;
  } catch (error) {
    if (task.hasOld) client.cooling.add(redisKey, plan.retryAfter);
    tell({ outcome: error instanceof LoadTimeout ? "timeout" : "failed", error });
    throw error;
  } finally {
    plan.gather?.passes(redisKey);
    clearTimeout(timer);
  }
}
