import { randomUUID } from "node:crypto";
import type { Command, Connection } from "@coffer/cache-core";
import { type Finding, ok, problem } from "./finding.js";

/** Commands that clients use, in groups as people know them, on a key that is gone at once. They change nothing else. */
function probes(key: string): readonly (readonly [purpose: string, commands: readonly Command[]])[] {
  const other = `${key}:2`;
  return [
    [
      "reading",
      [
        ["MGET", [key]],
        ["EXISTS", [key]],
        ["PTTL", [key]],
      ],
    ],
    [
      "writing",
      [
        ["SET", [key, "1", "PX", 10_000]],
        ["PEXPIRE", [key, 10_000]],
        ["PERSIST", [key]],
      ],
    ],
    [
      "counting and locks",
      [
        ["EVAL", ["return 1", 1, key]],
        ["EVALSHA", ["0".repeat(40), 1, key]],
        ["INCRBY", [key, 1]],
      ],
    ],
    ["finding keys", [["SCAN", [0, "MATCH", key, "COUNT", 1]]]],
    ["versions", [["RENAME", [key, other]]]],
    ["deleting", [["UNLINK", [key, other]]]],
    [
      "sets",
      [
        ["SADD", [key, "1"]],
        ["SMEMBERS", [key]],
        ["UNLINK", [key]],
      ],
    ],
    [
      "hashes",
      [
        ["HSET", [key, "f", "1"]],
        ["HGETALL", [key]],
        ["UNLINK", [key]],
      ],
    ],
    [
      "sorted sets",
      [
        ["ZADD", [key, 1, "1"]],
        ["ZRANGE", [key, 0, 0]],
        ["UNLINK", [key]],
      ],
    ],
  ];
}

/**
 * Whether the user that the settings log in with may do what a cache does, by doing it.
 * @param make makes the Redis key of a cache's key, so that rights on keys count.
 */
export async function checkRights(connection: Connection, make: (key: string) => string): Promise<Finding> {
  const key = make(`coffer-doctor:${randomUUID()}`);
  const groups = probes(key);
  const replies = await connection.sendMany(groups.flatMap(([, commands]) => commands));
  const refused = new Map<string, string>();
  let keysRefused = false;
  for (const [purpose, commands] of groups) {
    for (const [command] of commands) {
      const reply = replies.shift();
      if (!isNoPermission(reply)) continue;
      if (/\bkeys\b/.test(reply.message)) keysRefused = true;
      else if (!refused.has(command)) refused.set(command, purpose);
    }
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
