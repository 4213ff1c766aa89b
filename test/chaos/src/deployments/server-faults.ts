import type { RedisServer } from "@coffer-internal/servers";
import { now } from "../now.js";
import type { Circumstances, Fault } from "./deployment.js";

/**
 * What may happen to a server without another taking its place.
 * @param victim who it happens to this time.
 * @param longest milliseconds that it may stand still.
 */
export function serverFaults(
  who: string,
  victim: (circumstances: Circumstances) => RedisServer | Promise<RedisServer>,
  longest: number = 4_000,
): Fault[] {
  const fault = (
    what: string,
    inflict: (server: RedisServer, circumstances: Circumstances) => Promise<unknown>,
  ): Fault => ({
    name: `${what} ${who}`,
    async inflict(circumstances) {
      await inflict(await victim(circumstances), circumstances);
      return now();
    },
  });
  return [
    fault("kill", async (server, { pause }) => {
      await server.kill();
      await pause(200, 1_500);
      await server.restart();
    }),
    fault("restart", (server) => server.restart()),
    fault("stop for a moment", (server, { pause }) => freeze(server, () => pause(100, 700))),
    // Longer than a call may take, where that is allowed.
    fault("freeze", (server, { pause }) =>
      freeze(server, () => pause(Math.min(2_600, longest / 2), longest)),
    ),
    fault("close all connections to", async (server) => {
      for (let times = 0; times < 3; times++) await server.command("CLIENT", "KILL", "TYPE", "normal");
    }),
  ];
}

async function freeze(server: RedisServer, pause: () => Promise<void>): Promise<void> {
  await server.freeze();
  await pause().finally(() => server.thaw());
}
