import { type Connection, codeOf, type Reply } from "@coffer/cache-core";
import type { Answer } from "./answer.js";

/** Reads keys that one command may name together, in one round trip. */
export function fetchAll(connection: Connection, keys: readonly string[]): Promise<readonly Answer[]> {
  if (keys.length === 1) return fetchOne(connection, keys);
  return connection.send("MGET", keys) as Promise<Reply[]>;
}

/** A single key by GET, whose reply is cheaper for both sides than MGET's list of one. */
function fetchOne(connection: Connection, key: readonly string[]): Promise<readonly Answer[]> {
  return connection.send("GET", key).then(
    (reply) => [reply],
    (error) => {
      if (isOfAnotherType(error)) return [null];
      throw error;
    },
  );
}

/** Whether a command was rejected because the key holds no string; MGET returns nil for it. */
export function isOfAnotherType(error: unknown): boolean {
  return codeOf(error) === "ERR_REPLY" && /\bWRONGTYPE\b/.test((error as Error).message);
}
