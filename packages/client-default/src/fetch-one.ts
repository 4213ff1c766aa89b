import { type Connection, codeOf } from "@coffer/cache-core";
import type { Answer } from "./batch.js";

/** Reads a lone key by GET, whose reply is less work for all than MGET's list of one. As by MGET, a value that is no string is none. */
export function fetchOne(connection: Connection, key: readonly string[]): Promise<readonly Answer[]> {
  return connection.send("GET", key).then(
    (reply) => [reply],
    (error) => {
      if (codeOf(error) === "ERR_REPLY" && /\bWRONGTYPE\b/.test(error.message)) return [null];
      throw error;
    },
  );
}
