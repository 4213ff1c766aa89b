import { checkComplaints } from "./checks/complaints.js";
import { checkCounters } from "./checks/counters.js";
import { checkLoads } from "./checks/loads.js";
import { checkLocks } from "./checks/locks.js";
import { checkQuiet } from "./checks/quiet.js";
import { checkRecovery } from "./checks/recovery.js";
import { checkRegisters } from "./checks/registers.js";
import { timesOf } from "./checks/times.js";
import { checkValues } from "./checks/values.js";
import { checkWorkers } from "./checks/workers.js";
import { Crew } from "./crew.js";
import type { Deployment } from "./deployments/deployment.js";
import { readFinalState } from "./final-state.js";
import type { FaultRecord, History } from "./history.js";
import { Random } from "./random.js";
import { RECOVERY } from "./recovery.js";
import { PREFIX, VERSION } from "./redis-key.js";
import { inflictFaults } from "./schedule.js";
import type { WorkerPlan } from "./workload/plan.js";

/** Seconds. Short, so that many faults fit in. */
const TIMEOUTS = { SOCKET_TIMEOUT: 1, SOCKET_CONNECT_TIMEOUT: 1 };
/**
 * Additional milliseconds that a call may take: deadlines are checked 32 times in their time, so the two are up to 63
 * ms late, and the rest is for a machine on which servers and workers compete for CPUs.
 */
const MARGIN = 250;

export interface PhasePlan {
  readonly name: string;
  deploy(): Promise<Deployment>;
  /** Connection packages; the workers use them in turn. */
  readonly drivers: readonly string[];
  readonly workers: number;
  readonly milliseconds: number;
  readonly seed: number;
  /** Milliseconds of tolerance for a machine that is busy with other work. */
  readonly leeway: number;
  /** A `CLIENT_CLASS` that replaces coffer's own. */
  readonly client?: string | undefined;
}

export interface PhaseResult {
  readonly name: string;
  readonly drivers: readonly string[];
  readonly histories: readonly History[];
  readonly faults: readonly FaultRecord[];
  /** Acknowledged increments that Redis has lost. */
  readonly lost: number;
  /** How many of the keys with all kinds of operations were linearizable. */
  readonly checkedKeys: number;
  /** The broken promises, each in a sentence. */
  readonly violations: readonly string[];
  readonly redisVersion: string | undefined;
}

/** One deployment with its workload and its faults, and the result. */
export async function runPhase(plan: PhasePlan, signal: AbortSignal): Promise<PhaseResult> {
  const { name, drivers, workers, milliseconds, seed, leeway } = plan;
  await using deployment = await plan.deploy();
  signal.throwIfAborted();
  await using crew = new Crew(
    Array.from({ length: workers }, (_, worker) => workerPlan(plan, deployment, worker)),
  );
  await crew.ready();
  const possible = [...deployment.faults, crew.fault];
  const faults = await inflictFaults(deployment, possible, new Random(seed), milliseconds, signal);
  const histories = await crew.stop();
  await deployment.settled();
  const { counters, values } = await readFinalState(deployment, workers);
  const { redis_version: redisVersion } = await (await deployment.primaryOf("")).info("server");
  const times = timesOf(faults, RECOVERY + leeway);
  const { fragile, troubled, disturbed } = times;
  const counted = checkCounters(histories, counters, fragile);
  const { readsFromReplicas = false, loadsAlone = false } = deployment;
  const operations = histories.flatMap((history) => history.operations);
  const registers = checkRegisters(operations, times, readsFromReplicas);
  return {
    name,
    drivers,
    histories,
    faults,
    lost: counted.lost,
    checkedKeys: registers.checked,
    violations: [
      ...crew.faults,
      ...counted.faults,
      ...registers.faults,
      ...checkLocks(histories, fragile),
      ...checkValues(histories, values, fragile),
      ...checkComplaints(histories, fragile),
      ...(loadsAlone ? checkLoads(histories, disturbed) : []),
      ...(leeway > 0 ? [] : checkQuiet(histories, troubled)),
      ...checkWorkers(histories),
      ...checkRecovery(faults, histories, RECOVERY + leeway),
    ],
    redisVersion,
  };
}

function workerPlan(
  { drivers, workers, seed, client, leeway }: PhasePlan,
  deployment: Deployment,
  worker: number,
): WorkerPlan {
  const { OPTIONS, ...settings } = deployment.settings(drivers[worker % drivers.length] as string);
  return {
    worker,
    workers,
    seed: seed + worker + 1,
    readsFromReplicas: deployment.readsFromReplicas ?? false,
    limit: (TIMEOUTS.SOCKET_CONNECT_TIMEOUT + TIMEOUTS.SOCKET_TIMEOUT) * 1000 + MARGIN + leeway,
    settings: {
      ...settings,
      KEY_PREFIX: PREFIX,
      VERSION,
      OPTIONS: {
        ...OPTIONS,
        SERIALIZER: "@coffer/serializer-json",
        COMPRESSOR: "@coffer/compressor-zlib",
        ...TIMEOUTS,
        ...(client !== undefined && { CLIENT_CLASS: client }),
      },
    },
  };
}
