import type { Connection } from "@coffer/cache-core";
import { type Info, readInfo } from "../info.js";

/** What a server says of itself, before anything is judged. */
export interface ServerFacts {
  readonly info: Info;
  /** Milliseconds that it takes to answer. */
  readonly latency: number;
  /** Milliseconds that its clock is ahead of ours; negative where it is behind. */
  readonly skew: number;
  /** Of a node of a cluster: what CLUSTER INFO has as `cluster_state`. */
  readonly clusterState?: string;
}

/** @throws ConnectionInterrupted where the server cannot be reached, or does not answer INFO or TIME. */
export async function readFacts(connection: Connection): Promise<ServerFacts> {
  await connection.ready();
  const info = await readInfo(connection);
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
