import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

/** The libraries whose versions matter for the figures. */
const LIBRARIES = [
  "ioredis",
  "redis",
  "keyv",
  "@keyv/redis",
  "cache-manager",
  "cacheable",
  "bentocache",
  "unstorage",
  "lru-cache",
];

/** By its folder, since most packages do not export their package.json. @param {string} name */
async function versionOf(name) {
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    const text = await readFile(path.join(folder, name, "package.json"), "utf8").catch(() => undefined);
    if (text !== undefined) return `${name} ${JSON.parse(text).version}`;
  }
  return name;
}

/**
 * What the figures depend on, in general terms.
 *
 * @param {import("@coffer-internal/servers").RedisServer} server
 * @param {import("../contract.d.ts").Options} options
 */
export async function describeMachine(server, { rounds, milliseconds }) {
  const { redis_version } = await server.info("server");
  const libraries = await Promise.all(LIBRARIES.map(versionOf));
  return [
    `${os.availableParallelism()} CPUs for everything (${os.platform()}, ${os.arch()}), Node ${process.versions.node}, Redis ${redis_version} on the same machine.`,
    `${rounds} rounds of ${milliseconds} ms for each candidate in each cell, in random order; median (10th-90th percentile of the rounds).`,
    `${libraries.join(", ")}.`,
  ].join("\n");
}
