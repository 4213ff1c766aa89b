// What each server is tried with: columns of the table.

/** @typedef {{ en: string, zh: string, workspace: string, files: string[], only?: string }} ServerSuite `only`: of the tests' names */

/** @type {ServerSuite[]} */
export const SUITES = [
  {
    en: "start",
    zh: "启动",
    workspace: "test/servers",
    files: ["test/server-program.test.ts", "test/sentinels.test.ts", "test/cluster.test.ts"],
  },
  {
    en: "ioredis",
    zh: "ioredis",
    workspace: "packages/client-default",
    files: ["test/contract.test.ts"],
    only: "DefaultClient on ioredis 6",
  },
  {
    en: "node-redis",
    zh: "node-redis",
    workspace: "packages/connection-redis",
    files: ["test/default-client.test.ts"],
    only: "DefaultClient on node-redis 6",
  },
  {
    en: "Sentinel",
    zh: "Sentinel",
    workspace: "test/system",
    files: [
      "test/sentinel/suite-ioredis.test.ts",
      "test/sentinel/suite-node-redis.test.ts",
      "test/sentinel/failover-ioredis.test.ts",
      "test/sentinel/failover-node-redis.test.ts",
      "test/sentinel/roles.test.ts",
    ],
  },
  {
    en: "Cluster",
    zh: "集群",
    workspace: "packages/client-cluster",
    files: [
      "test/contract.test.ts",
      "test/failover-ioredis.test.ts",
      "test/failover-node-redis.test.ts",
      "test/moving-slots.test.ts",
    ],
  },
  {
    en: "shards",
    zh: "分片",
    workspace: "packages/client-shard",
    files: ["test/contract.test.ts"],
  },
  {
    en: "herd",
    zh: "herd",
    workspace: "packages/layer-herd",
    files: ["test/contract.test.ts", "test/lease.test.ts"],
  },
];
