import { startProxy, startServer } from "@coffer-internal/servers";
import { now } from "../now.js";
import type { Circumstances, Deployment, Fault } from "./deployment.js";
import { DURABLE } from "./durable.js";

/** A working server with a faulty network. */
export async function network(): Promise<Deployment> {
  const server = await startServer(DURABLE);
  const line = await startProxy(server);
  const fault = (what: string, inflict: (circumstances: Circumstances) => Promise<unknown>): Fault => ({
    name: what,
    async inflict(circumstances) {
      await inflict(circumstances);
      return now();
    },
  });
  return {
    settings: (driver) => ({
      LOCATION: line.url(),
      OPTIONS: { CLIENT_CLASS: "@coffer/client-default", CONNECTION_FACTORY: driver },
    }),
    faults: [
      fault("silence", async ({ pause }) => {
        line.cut();
        await pause(1_500, 4_000).finally(() => line.mend());
        // Idle clients notice it.
        line.breakOff(0);
      }),
      fault("break off in the middle of replies", async ({ random, pause }) => {
        for (let times = 0; times < 5; times++) {
          line.breakOff(Math.floor(random.between(1, 3_000)));
          await pause(50, 250);
        }
      }),
      fault("break off after requests", async ({ pause }) => {
        // On their way back when the connection breaks: executed, with unknown outcome.
        line.latency = 40;
        await pause(100, 300);
        line.breakOff(0);
        line.latency = 0;
      }),
      fault("a long and narrow line", async ({ pause }) => {
        line.latency = 60;
        line.bytesPerSecond = 1_000_000;
        await pause(500, 1_500);
        line.latency = 0;
        line.bytesPerSecond = Number.POSITIVE_INFINITY;
      }),
    ],
    primaryOf: async () => server,
    settled: () => server.untilReady(),
    async [Symbol.asyncDispose]() {
      await line.stop();
      await server.stop();
    },
  };
}
