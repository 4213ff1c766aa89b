import { randomUUID } from "node:crypto";
import type { CommandArgument, Connection } from "@coffer/cache-core";
import { type Finding, ok, problem } from "./finding.js";

/** Milliseconds. */
const LIFETIME = 10_000;

type Probe = readonly [purpose: string, name: string, ...args: CommandArgument[]];

/**
 * Commands that clients use, on a test key that is deleted at the end, or, if the user may not delete, expires soon
 * after. They change nothing else.
 */
function probes(key: string): readonly Probe[] {
  const other = `${key}:2`;
  const expire: Probe = ["writing", "PEXPIRE", key, LIFETIME];
  return [
    ["writing", "SET", key, "1", "PX", LIFETIME],
    ["reading", "GET", key],
    ["reading", "MGET", key],
    ["reading", "EXISTS", key],
    ["reading", "PTTL", key],
    ["counting", "INCRBY", key, 1],
    ["counting and locks", "EVAL", "return 1", 1, key],
    ["counting and locks", "EVALSHA", "0".repeat(40), 1, key],
    ["finding keys", "SCAN", 0, "MATCH", key, "COUNT", 1],
    ["stale values and tags", "GETRANGE", key, 0, 0],
    ["stale values and tags", "SETRANGE", key, 0, "1"],
    ["tags", "TIME"],
    ["writing", "PERSIST", key],
    expire,
    ["versions", "RENAME", key, other],
    ["pull", "GETDEL", other],
    ["deleting", "UNLINK", key, other],
    ["sets", "SADD", key, "1"],
    ["sets", "SMEMBERS", key],
    expire,
    ["deleting", "UNLINK", key],
    ["hashes", "HSET", key, "field", "1"],
    ["hashes", "HGETALL", key],
    expire,
    ["deleting", "UNLINK", key],
    ["sorted sets", "ZADD", key, 1, "1"],
    ["sorted sets", "ZRANGE", key, 0, 0],
    expire,
    ["deleting", "UNLINK", key],
  ];
}

/** Commands on a sibling key, for locks and the herd client; calls do without them if they are refused. */
function siblingProbes(key: string | undefined): readonly Probe[] {
  if (key === undefined) return [];
  return [
    [SIBLINGS, "SET", key, "1", "PX", LIFETIME],
    [SIBLINGS, "UNLINK", key],
  ];
}

const SIBLINGS = "locks and shared loads";

/** The key naming of a cache. */
export interface Naming {
  /** The Redis key of a cache's key, so that rights on keys are tested. */
  make(key: string): string;
  /** The sibling key of locks and the herd client for a key; undefined if the client has none. */
  siblingOf(redisKey: string): string | undefined;
}

/**
 * Tests whether the configured user may do what a cache does, by doing it.
 * @param login the name of that user, for a server that does not tell it.
 */
export async function checkRights(
  connection: Connection,
  { make, siblingOf }: Naming,
  login: string,
): Promise<Finding> {
  const key = make(`coffer-doctor:${randomUUID()}`);
  const sibling = siblingOf(key);
  const all = [...probes(key), ...siblingProbes(sibling)];
  const replies = await connection.sendMany(all.map(([, name, ...args]) => [name, args]));
  const refused = new Map<string, string>();
  const keysRefused = new Set<string>();
  for (const [index, [purpose, name]] of all.entries()) {
    const reply = replies[index];
    if (!isNoPermission(reply)) continue;
    if (/\bkeys\b/.test(reply.message))
      keysRefused.add(purpose === SIBLINGS ? globOf(sibling, key) : make("*"));
    else if (!refused.has(name)) refused.set(name, purpose);
  }
  if (refused.size === 0 && keysRefused.size === 0) return ok("the user has the rights that a cache needs");
  const user = await connection.send("ACL", ["WHOAMI"]).then(String, () => login);
  const rights = [...refused.keys()].map((command) => ` +${command.toLowerCase()}`).join("");
  const patterns = [...keysRefused].map((glob) => ` ~${glob}`).join("");
  const lacking = [...refused].map(([command, purpose]) => `${command} (${purpose})`);
  for (const glob of keysRefused) {
    lacking.push(`the keys ${glob}${glob === make("*") ? "" : `, which ${SIBLINGS} need`}`);
  }
  return problem(
    `the user ${user} has no right to ${lacking.join(", ")}`,
    `ACL SETUSER ${user}${rights}${patterns}`,
  );
}

/** The start of all sibling keys: the prefix and a brace. */
function globOf(sibling = "", key = ""): string {
  const brace = sibling.indexOf("{");
  return brace < 0 ? sibling.replace(key, "*") : `${sibling.slice(0, brace)}{*`;
}

/** Whether this is the server's error for a missing right. */
export function isNoPermission(answer: unknown): answer is Error {
  return answer instanceof Error && /\bNOPERM\b/.test(answer.message);
}
