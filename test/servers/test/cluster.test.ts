import { type Cluster, eventually, startCluster } from "@coffer-internal/servers";
import { afterAll, beforeAll, expect, it } from "vitest";

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster({ password: "secret", tls: true });
});

afterAll(() => cluster?.stop());

it("A cluster has three primaries with a replica each, and every node knows all of them", async () => {
  expect([cluster.masters.length, cluster.replicas.length, cluster.urls.length]).toEqual([3, 3, 6]);
  const states = await Promise.all(cluster.servers.map((server) => server.text("CLUSTER", "INFO")));
  for (const state of states) expect(state).toMatch(/cluster_state:ok[\s\S]*cluster_known_nodes:6/);
});

it("A slot can be moved, with ASK in between and MOVED afterwards", async () => {
  const slot = await cluster.slotOf("{tag}");
  expect(slot).toBe(await cluster.slotOf("tag"));
  const source = await cluster.masterOf(slot);
  const keys = Array.from({ length: 250 }, (_, index) => `{tag}${index}`);
  await source.command("MSET", ...keys.flatMap((key) => [key, key]));
  const target = cluster.masters.find((master) => master !== source);
  if (target === undefined) throw new Error("A cluster has more than one master.");
  let asked = 0;
  await cluster.moveSlot(slot, target, async () => {
    const answers = await Promise.allSettled(keys.map((key) => source.text("GET", key)));
    const refusals = answers.flatMap((answer) =>
      answer.status === "rejected" ? [String(answer.reason)] : [],
    );
    asked = refusals.filter((refusal) => refusal.includes(`ASK ${slot} 127.0.0.1:${target.port}`)).length;
  });
  expect(asked).toBe(125);
  await expect(source.command("GET", keys[0] ?? "")).rejects.toThrow(
    `MOVED ${slot} 127.0.0.1:${target.port}`,
  );
  expect(await target.text("MGET", ...keys)).toEqual(keys);
  expect(await cluster.masterOf(slot)).toBe(target);
});

it("The replica takes over when its master is killed", async () => {
  const [master, replica] = [cluster.masters[0], cluster.replicas[0]];
  await master?.kill();
  await eventually(async () => expect(await cluster.masterOf(0)).toBe(replica), { deadline: 60_000 });
  expect((await replica?.info("replication"))?.role).toBe("master");
});
