import { setTimeout as sleep } from "node:timers/promises";
import { summarize } from "./statistics.mjs";

/** @typedef {import("@coffer-internal/servers").RedisServer} RedisServer */

const CALLERS = 16;
const REST = 20;
/** Milliseconds in which a listener has received the last write. */
const SETTLE = 500;

/**
 * The effect of another process's writes on a process with the values in memory.
 *
 * @param {RedisServer} server
 * @param {import("./near-contestant.mjs").NearChild} reader
 * @param {import("./near-contestant.mjs").NearChild} writer
 * @param {{ rounds: number, writes: number }} options
 */
export async function foreignWrites(server, reader, writer, { rounds, writes }) {
  const seen = reader.hears ? await untilSeen(reader, writer, rounds) : undefined;
  const [cpu, serverCpu] = [await reader.run("cpu"), await cpuOf(server)];
  await writer.run("writeMany", { count: writes, callers: CALLERS });
  await sleep(SETTLE);
  return {
    seen,
    listener: ((await reader.run("cpu")) - cpu) / writes,
    redis: ((await cpuOf(server)) - serverCpu) / writes,
  };
}

/**
 * Milliseconds from the start of a write until a read of the other process returns its value.
 *
 * @param {import("./near-contestant.mjs").NearChild} reader
 * @param {import("./near-contestant.mjs").NearChild} writer
 * @param {number} rounds
 */
async function untilSeen(reader, writer, rounds) {
  const key = "seen";
  const times = [];
  for (let number = 1; number <= rounds; number += 1) {
    await writer.run("write", { key, number });
    await reader.run("see", { key, number });
    // Polling uses up a process's share of the processor: the next round starts rested.
    await sleep(REST);
    const next = { key, number: -number };
    const [at, began] = await Promise.all([reader.run("see", next), writer.run("write", next)]);
    times.push((at - began) / 1e6);
  }
  return summarize(times);
}

/** Microseconds. @param {RedisServer} server */
async function cpuOf(server) {
  const { used_cpu_user, used_cpu_sys } = await server.info("cpu");
  return (Number(used_cpu_user) + Number(used_cpu_sys)) * 1e6;
}
