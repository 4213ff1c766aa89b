import { performance } from "node:perf_hooks";
import type { Connection } from "@coffer/cache-core";
import { type Info, readInfo } from "./info.js";
import { isNoPermission } from "./rights.js";

/** The facts about a server, before they are judged. */
export interface ServerFacts {
  readonly info: Info;
  /** Milliseconds that it takes to answer. */
  readonly latency: number;
  /** Milliseconds that its clock is ahead of ours; negative if it is behind. */
  readonly skew: number;
  /** For a node of a cluster: `cluster_state` of CLUSTER INFO. */
  readonly clusterState?: string;
}

/**
 * @returns undefined if the user has no right to INFO, as users of applications often have not: it is in the category
 * dangerous.
 * @throws ConnectionInterrupted if the server cannot be reached.
 */
export async function readFacts(connection: Connection): Promise<ServerFacts | undefined> {
  await connection.ready();
  const info = await readInfo(connection).catch((error) => {
    if (!isNoPermission(error)) throw error;
  });
  if (info === undefined) return undefined;
  const before = Date.now();
  const started = performance.now();
  const [seconds, microseconds] = (await connection.send("TIME", [])) as [unknown, unknown];
  const latency = performance.now() - started;
  const theirs = Number(String(seconds)) * 1000 + Number(String(microseconds)) / 1000;
  const facts = { info, latency, skew: theirs - (before + latency / 2) };
  if (info.get("cluster_enabled") !== "1") return facts;
  const cluster = String(await connection.send("CLUSTER", ["INFO"]));
  return { ...facts, clusterState: /cluster_state:(\w+)/.exec(cluster)?.[1] ?? "unknown" };
}
