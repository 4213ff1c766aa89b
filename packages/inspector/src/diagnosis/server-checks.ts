import { type Finding, ok, problem, warning } from "./finding.js";
import { bytes, numberIn } from "./info.js";
import type { ServerFacts } from "./server-facts.js";

/** The cache's expectations of a server. */
export interface Expected {
  /** It must take writes: the first of `LOCATION`, or each of them if the keys are distributed. */
  readonly primary: boolean;
  /** Sentinels name it for reads; it is the primary if no replica is alive. */
  readonly bySentinels?: boolean;
  /** Values of the cache may never expire, since its TIMEOUT is null. */
  readonly neverExpires: boolean;
}

type Check = (facts: ServerFacts, expected: Expected) => Finding | undefined;

/** Milliseconds. */
const NOTICEABLE_SKEW = 1000;
const HARMFUL_SKEW = 10_000;
const NEARLY_FULL = 0.9;

const version: Check = ({ info, latency }) => {
  const found = info.get("redis_version") ?? "?";
  const [major = 0] = found.split(".").map(Number);
  if (major < 6)
    return problem(`Redis ${found} lacks commands that coffer uses`, "update the server to 6.0 or later");
  return ok(`Redis ${found}, ${info.get("role")}, answers in ${latency.toFixed(1)} ms`);
};

const clock: Check = ({ skew }) => {
  const seconds = `${(Math.abs(skew) / 1000).toFixed(1)} s ${skew > 0 ? "ahead of" : "behind"} this machine's`;
  const advice = "synchronize both machines' clocks by NTP";
  if (Math.abs(skew) >= HARMFUL_SKEW)
    return problem(`its clock is ${seconds}: expireAt and the herd client do not work correctly`, advice);
  if (Math.abs(skew) >= NOTICEABLE_SKEW) return warning(`its clock is ${seconds}`, advice);
  return undefined;
};

const eviction: Check = ({ info }, { neverExpires }) => {
  const policy = info.get("maxmemory_policy") ?? "";
  const max = numberIn(info, "maxmemory");
  const advice = "CONFIG SET maxmemory-policy allkeys-lru, and the same in redis.conf";
  if (max === 0) {
    return warning(
      "maxmemory is not set: a cache that only grows takes the memory of everything else on that machine",
      "CONFIG SET maxmemory <bytes>, with maxmemory-policy allkeys-lru, and the same in redis.conf",
    );
  }
  if (policy === "noeviction") {
    return problem(`maxmemory-policy is noeviction: with ${bytes(max)} full, every write fails`, advice);
  }
  if (policy.startsWith("volatile-") && neverExpires) {
    return problem(
      `maxmemory-policy is ${policy}, which evicts keys with an expiry only, and TIMEOUT is null: once full, writes fail`,
      advice,
    );
  }
  return undefined;
};

const memory: Check = ({ info }) => {
  const used = numberIn(info, "used_memory");
  const max = numberIn(info, "maxmemory");
  const limit = max || numberIn(info, "total_system_memory");
  const full = `${bytes(used)} of ${bytes(limit)}`;
  if (limit > 0 && used >= limit * NEARLY_FULL) {
    return warning(
      `memory is nearly used up, ${full}${max === 0 ? " that the machine has" : ""}`,
      "raise maxmemory, shorten TIMEOUT, or compress values with COMPRESSOR",
    );
  }
  return undefined;
};

const persistence: Check = ({ info }) => {
  const failed = info.get("rdb_last_bgsave_status") === "err" || info.get("aof_last_write_status") === "err";
  if (failed) {
    return problem(
      "the last attempt to save to disk failed: Redis refuses writes until one succeeds, unless stop-writes-on-bgsave-error is no",
      "check the server's log and its disk; a cache needs no persistence: CONFIG SET save '' and appendonly no",
    );
  }
  if (numberIn(info, "loading") === 1)
    return problem("it is still loading its data", "wait until it is done");
  return undefined;
};

const replication: Check = ({ info }, { primary, bySentinels }) => {
  // Clients for clusters ask any node for the node of a key.
  if (info.get("cluster_enabled") === "1") return undefined;
  const isReplica = info.get("role") === "slave";
  if (isReplica && primary) {
    const of = `${info.get("master_host")}:${info.get("master_port")}`;
    return problem(
      `it is a replica (of ${of}) and takes no writes`,
      "name the primary first in LOCATION; if its name resolves to several servers, check which one it resolves to now",
    );
  }
  if (!isReplica && !primary && bySentinels) {
    return warning(
      "no replica is alive: reads go to the primary too",
      "start a replica, or check why the sentinels do not use it: SENTINEL REPLICAS <service>",
    );
  }
  if (!isReplica && !primary) {
    return problem(
      "it is not a replica: reads from it do not see writes to the first server",
      "name replicas of the first server after it in LOCATION",
    );
  }
  if (isReplica && info.get("master_link_status") !== "up") {
    return problem(
      "it has lost its primary: reads from it return old data",
      "check the server's log, and masterauth",
    );
  }
  return undefined;
};

const cluster: Check = ({ info, clusterState }) => {
  if (info.get("cluster_enabled") !== "1") return undefined;
  if (clusterState !== "ok") {
    return problem(
      `the cluster's state is ${clusterState}`,
      "find the slots without a server: redis-cli --cluster check <host>:<port>",
    );
  }
  return undefined;
};

const clients: Check = ({ info }) => {
  const max = numberIn(info, "maxclients");
  const connected = numberIn(info, "connected_clients");
  if (max > 0 && connected >= max * NEARLY_FULL) {
    return warning(
      `${connected} of ${max} connections are in use`,
      "raise maxclients in redis.conf, or find the clients that keep them open (CLIENT LIST)",
    );
  }
  return undefined;
};

const CHECKS: readonly Check[] = [
  version,
  clock,
  eviction,
  memory,
  persistence,
  replication,
  cluster,
  clients,
];

/** The findings about a server. */
export function checkServer(facts: ServerFacts, expected: Expected): Finding[] {
  return CHECKS.flatMap((check) => check(facts, expected) ?? []);
}
