import { createHash } from "node:crypto";
import type { Connection } from "@coffer/cache-core";
import { toNumber } from "../lane/replies.js";
import { COPY, DROP } from "./scripts.js";

const NEVER = -1;

/**
 * Moves a key of any type, with its expiry, to a key that one command cannot name together with it. Not atomic: for a
 * moment both keys exist. Nothing is lost: the source is deleted last, and only if it has not changed since the copy,
 * otherwise all starts again.
 * @returns false if the key is missing.
 */
export async function transfer(
  source: Connection,
  from: string,
  target: Connection,
  to: string,
): Promise<boolean> {
  for (let isCopied = false; ; isCopied = true) {
    const found = (await source.run(COPY, [from], [])) as [payload: Buffer, left: number] | null;
    if (found === null) return isCopied;
    const [payload, left] = found;
    // To RESTORE, 0 means never; to PTTL, the last millisecond.
    const lifetime = left === NEVER ? 0 : Math.max(1, left);
    await target.send("RESTORE", [to, lifetime, payload, "REPLACE"]);
    const digest = createHash("sha1").update(payload).digest("hex");
    if (toNumber(await source.run(DROP, [from], [digest])) === 1) return true;
  }
}
