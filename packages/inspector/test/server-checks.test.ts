import { expect, test } from "vitest";
import { checkServer, type Expected } from "../src/diagnosis/server-checks.js";
import type { ServerFacts } from "../src/diagnosis/server-facts.js";

// Conditions that a test cannot create on a real server: a wrong clock, a full disk, an old version.

const WELL = {
  redis_version: "7.0.15",
  role: "master",
  maxmemory: "1000000",
  maxmemory_policy: "allkeys-lru",
  used_memory: "1000",
  rdb_last_bgsave_status: "ok",
  aof_last_write_status: "ok",
  connected_clients: "1",
  maxclients: "10000",
};
const PRIMARY: Expected = { primary: true, neverExpires: false };

/** The findings for a server with these values of INFO in addition to healthy ones. */
function found(info: Record<string, string>, facts: Partial<ServerFacts> = {}, expected = PRIMARY): string[] {
  const all = { info: new Map(Object.entries({ ...WELL, ...info })), latency: 1, skew: 0, ...facts };
  return checkServer(all, expected).map(({ level, text }) => `${level}: ${text}`);
}

test("a healthy server has no findings", () => {
  expect(found({})).toEqual(["ok: Redis 7.0.15, master, answers in 1.0 ms"]);
});

test.each<[string, Record<string, string>, Partial<ServerFacts>]>([
  ["problem: Redis 5.0.3 lacks commands that coffer uses", { redis_version: "5.0.3" }, {}],
  ["warning: its clock is 2.5 s ahead of this machine's", {}, { skew: 2500 }],
  [
    "problem: its clock is 60.0 s behind this machine's: expireAt and the herd client do not work correctly",
    {},
    { skew: -60_000 },
  ],
  ["warning: memory is nearly used up, 928 KiB of 977 KiB", { used_memory: "950000" }, {}],
  [
    "warning: maxmemory is not set: a cache that only grows takes the memory of everything else on that machine",
    { maxmemory: "0" },
    {},
  ],
  [
    "problem: the last attempt to save to disk failed: Redis refuses writes until one succeeds, unless stop-writes-on-bgsave-error is no",
    { rdb_last_bgsave_status: "err" },
    {},
  ],
  [
    "problem: the last attempt to save to disk failed: Redis refuses writes until one succeeds, unless stop-writes-on-bgsave-error is no",
    { aof_last_write_status: "err" },
    {},
  ],
  ["problem: it is still loading its data", { loading: "1" }, {}],
  ["warning: 9500 of 10000 connections are in use", { connected_clients: "9500" }, {}],
  ["problem: the cluster's state is fail", { cluster_enabled: "1" }, { clusterState: "fail" }],
])("%s", (finding, info, facts) => {
  expect(found(info, facts)).toContain(finding);
});

test("a replica that has lost its primary is a problem", () => {
  const info = { role: "slave", master_link_status: "down" };
  expect(found(info, {}, { primary: false, neverExpires: false })).toContain(
    "problem: it has lost its primary: reads from it return old data",
  );
});
