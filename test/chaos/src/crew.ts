import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Fault } from "./deployments/deployment.js";
import type { History } from "./history.js";
import { now } from "./now.js";
import type { WorkerPlan } from "./workload/plan.js";

const PROGRAM = fileURLToPath(new URL("./worker.js", import.meta.url));
/** Milliseconds that a process is stopped: shorter and longer than any timeout. */
const STANDSTILL: readonly [from: number, to: number] = [200, 3_000];

/** Milliseconds in which a worker must finish its calls, close its caches and end. */
const PATIENCE = 15_000;

/** The processes of a workload. */
export class Crew implements AsyncDisposable {
  readonly #workers: ChildProcess[];
  /** The problems with how workers ended. */
  readonly faults: string[] = [];

  constructor(plans: readonly WorkerPlan[]) {
    this.#workers = plans.map((plan) => {
      const worker = fork(PROGRAM, { serialization: "advanced" });
      worker.send(plan);
      return worker;
    });
  }

  /** Resolves when all have started, or ended. */
  async ready(): Promise<void> {
    await Promise.all(
      this.#workers.map((worker) => Promise.race([once(worker, "message"), once(worker, "exit")])),
    );
  }

  /** A process that is stopped for a while: the servers have no fault, and no report may claim one. */
  get fault(): Fault {
    return {
      name: "stop a client process",
      sparesServers: true,
      inflict: async ({ random, pause }) => {
        const worker = random.pick(this.#workers.filter(isRunning));
        worker.kill("SIGSTOP");
        await pause(...STANDSTILL).finally(() => worker.kill("SIGCONT"));
        return now();
      },
    };
  }

  /** Lets all finish; resolves to the histories of those that could send one. */
  async stop(): Promise<History[]> {
    const told = await Promise.all(this.#workers.map((worker, index) => this.#stop(worker, index)));
    return told.filter((history) => history !== undefined);
  }

  /** Kills those that still run. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(
      this.#workers.filter(isRunning).map(async (worker) => {
        worker.kill("SIGKILL");
        await once(worker, "exit");
      }),
    );
  }

  async #stop(worker: ChildProcess, index: number): Promise<History | undefined> {
    const ended = isRunning(worker) ? once(worker, "exit") : Promise.resolve();
    const guard = setTimeout(() => {
      this.faults.push(`worker ${index} did not end within ${PATIENCE} ms`);
      worker.kill("SIGKILL");
    }, PATIENCE);
    let history: History | undefined;
    worker.once("message", (message) => {
      history = message as History;
    });
    if (worker.connected) worker.send("stop");
    await ended;
    clearTimeout(guard);
    if (worker.exitCode !== 0) {
      this.faults.push(`worker ${index} ended with ${worker.signalCode ?? `status ${worker.exitCode}`}`);
    } else if (history === undefined) this.faults.push(`worker ${index} sent no history`);
    return history;
  }
}

function isRunning(worker: ChildProcess): boolean {
  return worker.exitCode === null && worker.signalCode === null;
}
