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
  longest: number = 2_500,
): Fault[] {
  const fault = (
    what: string,
    inflict: (server: RedisServer, circumstances: Circumstances) => Promise<unknown>,
  ): Fault => ({
    name: `${what} ${who}`,
    loses: false,
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
    fault("freeze", async (server, { pause }) => {
      await server.freeze();
      await pause(100, longest);
      server.thaw();
    }),
  ];
}
