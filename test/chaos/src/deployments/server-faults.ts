import type { RedisServer } from "@coffer-internal/servers";
import { now } from "../now.js";
import type { Circumstances, Fault } from "./deployment.js";

/** Selects the server for this fault. */
type Victim = (circumstances: Circumstances) => RedisServer | Promise<RedisServer>;

/** The server works, but closes the connections of all clients a few times. */
export function closedConnections(who: string, victim: Victim): Fault {
  return fault(`close all connections to ${who}`, victim, async (server, { pause }) => {
    for (let times = 0; times < 3; times++) {
      await server.command("CLIENT", "KILL", "TYPE", "normal");
      await pause(0, 300);
    }
  });
}

/**
 * Faults of a server that is not replaced.
 *
 * @param longest milliseconds that it may be stopped.
 */
export function serverFaults(who: string, victim: Victim, longest: number = 4_000): Fault[] {
  return [
    fault(`kill ${who}`, victim, async (server, { pause }) => {
      await server.kill();
      await pause(200, 1_500);
      await server.restart();
    }),
    fault(`restart ${who}`, victim, (server) => server.restart()),
    // Longer than a call may take, if that is allowed.
    fault(`freeze ${who}`, victim, (server, { pause }) =>
      freeze(server, () => pause(Math.min(2_600, longest / 2), longest)),
    ),
    fault(`stop ${who} for a moment`, victim, (server, { pause }) => freeze(server, () => pause(100, 700))),
    closedConnections(who, victim),
  ];
}

function fault(
  name: string,
  victim: Victim,
  inflict: (server: RedisServer, circumstances: Circumstances) => Promise<unknown>,
): Fault {
  return {
    name,
    async inflict(circumstances) {
      await inflict(await victim(circumstances), circumstances);
      return now();
    },
  };
}

async function freeze(server: RedisServer, pause: () => Promise<void>): Promise<void> {
  await server.freeze();
  await pause().finally(() => server.thaw());
}
