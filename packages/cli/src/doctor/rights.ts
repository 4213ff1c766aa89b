import { randomUUID } from "node:crypto";
import type { CommandArgument, Connection } from "@coffer/cache-core";
import { type Finding, ok, problem } from "./finding.js";

/** Milliseconds. */
const LIFETIME = 10_000;

type Probe = readonly [purpose: string, name: string, ...args: CommandArgument[]];

/**
 * Commands that clients use, on a key of their own that is gone at the end, or, where the user may not delete, soon after. They change
 * nothing else.
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
    ["writing", "PERSIST", key],
    expire,
    ["versions", "RENAME", key, other],
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

/**
 * Whether the user that the settings log in with may do what a cache does, by doing it.
 * @param make makes the Redis key of a cache's key, so that rights on keys count.
 */
export async function checkRights(connection: Connection, make: (key: string) => string): Promise<Finding> {
  const key = make(`coffer-doctor:${randomUUID()}`);
  const all = probes(key);
  const replies = await connection.sendMany(all.map(([, name, ...args]) => [name, args]));
  const refused = new Map<string, string>();
  let keysRefused = false;
  for (const [index, [purpose, name]] of all.entries()) {
    const reply = replies[index];
    if (!isNoPermission(reply)) continue;
    if (/\bkeys\b/.test(reply.message)) keysRefused = true;
    else refused.set(name, purpose);
  }
  if (refused.size === 0 && !keysRefused) return ok("the user has the rights that a cache needs");
  const user = await connection.send("ACL", ["WHOAMI"]).then(String, () => "<user>");
  const rights = [...refused.keys()].map((command) => ` +${command.toLowerCase()}`).join("");
  const pattern = keysRefused ? ` ~${make("*")}` : "";
  const lacking = [...refused].map(([command, purpose]) => `${command} (${purpose})`);
  if (keysRefused) lacking.push(`the keys ${make("*")}`);
  return problem(
    `the user ${user} has no right to ${lacking.join(", ")}`,
    `ACL SETUSER ${user}${rights}${pattern}`,
  );
}

/** Whether this is what the server says to a user without the right. */
export function isNoPermission(answer: unknown): answer is Error {
  return answer instanceof Error && /\bNOPERM\b/.test(answer.message);
}
