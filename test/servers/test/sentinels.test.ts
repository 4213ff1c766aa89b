import { startSentinels } from "@coffer-internal/servers";
import { describe, expect, it } from "vitest";
import { isGone } from "./is-gone.js";

describe("sentinels", () => {
  it("know the primary, its replicas and each other, and promote a replica when the primary is killed", async () => {
    await using group = await startSentinels({ replicas: 2 });
    const [first] = group.members;
    const primary = await group.primary();
    expect(primary).toBe(first);
    expect(group.sentinels).toHaveLength(3);
    await primary.command("SET", "key", "value");
    expect(await primary.command("WAIT", 2, 25_000)).toBe(2);
    await primary.kill();
    const next = await group.failedOver(primary);
    expect(next).not.toBe(primary);
    expect(await next.text("GET", "key")).toBe("value");
    await next.command("SET", "key", "other");
  });

  it("log in to all servers, over TLS too, have their own password, and stop with the group", async () => {
    const group = await startSentinels({
      name: "cache",
      user: "alice",
      password: "sec ret",
      sentinelPassword: "other",
      tls: true,
    });
    const [sentinel] = group.sentinels;
    expect(sentinel?.url()).toBe(`rediss://:other@127.0.0.1:${sentinel?.port}`);
    expect(await sentinel?.text("SENTINEL", "CKQUORUM", "cache")).toContain("OK 3 usable Sentinels");
    expect((await group.primary()).user).toBe("alice");
    await group.stop();
    expect(group.servers.map((server) => isGone(server.pid))).toEqual(Array(5).fill(true));
  });
});
