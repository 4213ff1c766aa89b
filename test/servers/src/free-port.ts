import { randomInt } from "node:crypto";
import { once } from "node:events";
import net from "node:net";

/** A cluster node talks to the others on its port + 10000. */
const BUS = 10_000;

/**
 * Returns a loopback port that is not in use, below the range of ephemeral ports (32768 and up on Linux; also for the cluster
 * bus). In that range, the system could assign the port to another process while a test keeps its server down, and a
 * reconnecting client could even connect to itself.
 */
export async function freePort(withBus: boolean): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = randomInt(10_240, 22_000);
    if ((await isFree(port)) && (!withBus || (await isFree(port + BUS)))) return port;
  }
  throw new Error("Found no free port between 10240 and 22000 in 100 tries.");
}

async function isFree(port: number): Promise<boolean> {
  const probe = net.createServer();
  try {
    probe.listen(port, "127.0.0.1");
    await once(probe, "listening");
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}
