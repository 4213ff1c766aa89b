import { eventually, type SentinelGroup, startSentinels } from "@coffer-internal/servers";
import { describe, expect, it } from "vitest";
import { connect } from "../sentinel/connecting.js";
import { routed } from "../sentinel/drivers.js";
import { addresses } from "../sentinel/open-cache.js";

/** Waits until this many clients are subscribed to each sentinel. */
async function expectListeners({ sentinels }: SentinelGroup, count: number): Promise<void> {
  for (const sentinel of sentinels) {
    const listeners = async () => {
      const clients = String(await sentinel.text("CLIENT", "LIST", "TYPE", "pubsub"));
      return clients.split("\n").filter((line) => line.includes(" sub=2 ")).length;
    };
    await expect.poll(listeners, { timeout: 60_000 }).toBe(count);
  }
}

describe.each(routed)("a planned failover, with $name", (driver) => {
  it("the former primary is no longer used once the sentinels name another one, although it still accepts writes", async () => {
    await using group = await startSentinels({ replicas: 2 });
    const old = await group.primary();
    // The sentinels would demote it after about ten seconds. Without these commands they cannot.
    await old.command("ACL", "SETUSER", "default", "-slaveof", "-replicaof");
    const connection = connect(driver, "redis://mymaster/0", {
      SENTINELS: addresses(group.sentinels),
    });
    await connection.send("SET", ["before", "1"]);
    await expectListeners(group, 1);
    await group.sentinels[0]?.command("SENTINEL", "FAILOVER", group.name);
    const next = await group.failedOver(old, { deadline: 60_000 });
    await eventually(
      async () => {
        const key = `after:${performance.now()}`;
        await connection.send("SET", [key, "1"]);
        expect(await next.text("GET", key)).toBe("1");
      },
      { deadline: 60_000 },
    );
    expect((await old.info("replication")).role).toBe("master");

    // After the close, no client is subscribed to the sentinels.
    await connection.close();
    await expectListeners(group, 0);
  }, 120_000);
});
