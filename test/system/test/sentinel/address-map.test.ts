import { eventually, startProxy, startSentinels, type TcpProxy } from "@coffer-internal/servers";
import { describe, expect, it, onTestFinished } from "vitest";
import { connect, roleOf } from "./connecting.js";
import { routed } from "./drivers.js";
import { addresses } from "./open-cache.js";

describe.each(routed)("servers behind NAT, with $name", (driver) => {
  it("ADDRESS_MAP translates the addresses that the sentinels announce, before and after a failover", async () => {
    await using group = await startSentinels();
    const ways = new Map<string, TcpProxy>();
    for (const server of group.members) {
      const proxy = await startProxy(server);
      onTestFinished(() => proxy.stop());
      ways.set(`127.0.0.1:${server.port}`, proxy);
    }
    const wayTo = ({ port }: { readonly port: number }) => ways.get(`127.0.0.1:${port}`) as TcpProxy;
    const ADDRESS_MAP = (announced: string) => {
      const proxy = ways.get(announced);
      return proxy && new URL(proxy.url()).host;
    };
    const options = {
      SENTINELS: addresses(group.sentinels),
      ADDRESS_MAP,
    };
    const connection = connect(driver, "redis://mymaster/0", options);
    const replica = connect(driver, "redis://mymaster/0?is_master=0", options);
    const old = await group.primary();
    const other = group.members.find((server) => server !== old) ?? expect.fail("no replica");
    expect(await roleOf(connection)).toBe("master");
    expect([wayTo(old).connections, wayTo(other).connections]).toEqual([1, 0]);
    expect(await roleOf(replica)).toBe("slave");
    await old.kill();
    await group.failedOver(old);
    await eventually(async () => expect(await roleOf(connection)).toBe("master"), { deadline: 60_000 });
    expect(wayTo(other).connections).toBeGreaterThan(1);
  });
});
