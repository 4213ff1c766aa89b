import { eventually, type RedisServer } from "@coffer-internal/servers";

/** Resolves when these replicas follow this primary and have received everything it has written so far. */
export async function caughtUp(primary: RedisServer, replicas: readonly RedisServer[]): Promise<void> {
  const { role, master_repl_offset: written } = await primary.info("replication");
  if (role !== "master") throw new Error(`Port ${primary.port} is no primary.`);
  for (const replica of replicas) {
    await eventually(
      async () => {
        const its = await replica.info("replication");
        const follows = its.master_link_status === "up" && Number(its.master_port) === primary.port;
        if (!follows || Number(its.slave_repl_offset) < Number(written)) {
          throw new Error(`Port ${replica.port} does not follow port ${primary.port} closely yet.`);
        }
      },
      { deadline: 60_000, interval: 25 },
    );
  }
}
