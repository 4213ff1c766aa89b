// The tests for each server: columns of the table.

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
      "test/sentinel/client-suite.test.ts",
      "test/stress/sentinel-failover.test.ts",
      "test/stress/sentinel-roles.test.ts",
    ],
  },
  {
    en: "Cluster",
    zh: "集群",
    workspace: "packages/client-cluster",
    files: [
      "test/contract.test.ts",
      "test/stress/failover.test.ts",
      "test/stress/moving-slots.test.ts",
      "test/tracking.test.ts",
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
    files: ["test/contract.test.ts", "test/stress/lease.test.ts"],
  },
  {
    en: "near",
    zh: "near",
    workspace: "packages/layer-near",
    files: ["test/contract.test.ts", "test/stress/faults.test.ts", "test/near.test.ts", "test/tags.test.ts"],
  },
];
