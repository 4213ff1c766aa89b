import { performance } from "node:perf_hooks";
import type { CommandSender } from "../driver/command-sender.js";

/** Errors in reply to PING that do not matter here: this user may not send it, or the server is busy with a script. */
const ANSWERS = /^(NOPERM|BUSY|MISCONF)\b/;

/**
 * Asks whether a subscriber is still served.
 * @returns when the question was sent, by `performance.now()`.
 * @throws an error of the connection, or the error reply of a server that must not be read from, such as LOADING and
 * MASTERDOWN.
 */
export async function ping(sender: CommandSender): Promise<number> {
  const sentAt = performance.now();
  try {
    const pong = await sender.call("PING", []);
    // A list, which is the reply to subscribers: a proxy may have accepted SUBSCRIBE without effect.
    if (!Array.isArray(pong) || String(pong[0]) !== "pong")
      throw new Error("the server did not answer PING as it answers subscribers");
  } catch (error) {
    if (!sender.isReply(error as Error) || !ANSWERS.test((error as Error).message)) throw error;
  }
  return sentAt;
}
