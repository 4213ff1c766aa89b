import { ConnectionInterrupted, type Reply } from "@coffer/cache-core";
import type { DriverAdapter } from "../driver/driver-adapter.js";
import { ping } from "./ping.js";

/** The channel on which a server publishes the changed keys if it redirects to a connection of RESP2. */
const CHANNEL = "__redis__:invalidate";

/** Errors of a server that are temporary. */
const PASSES = /^(LOADING|MASTERDOWN|BUSY|TRYAGAIN|CLUSTERDOWN|NOAUTH|MISCONF|OOM)\b/;

const FOR_THE_USER =
  "Allow the user +client|id, +client|tracking, +subscribe and the channel &__redis__:invalidate";
const FOR_THE_SERVER = "Redis reports changed keys since version 6; a proxy may prevent it";

/**
 * Makes a server report changed keys on this connection, which from then on is a subscriber that the server redirects
 * to itself. In this mode the server stores nothing per key, and reads on other connections do not affect it.
 * @returns once it is armed, the moment at which the last of the commands was sent, by `performance.now()`.
 * @throws ConnectionInterrupted (`ERR_REPLY`) if the server rejects it permanently.
 */
export async function arm(
  adapter: DriverAdapter,
  where: string,
  prefixes: readonly string[],
  onMessage: (message: Reply) => void,
): Promise<number> {
  const { sender } = adapter;
  try {
    const id = (await sender.call("CLIENT", ["ID"])) as number;
    const named = prefixes.filter((prefix) => prefix !== "").flatMap((prefix) => ["PREFIX", prefix]);
    // In one write, and in this order: a subscriber may not send CLIENT.
    const [, , answered] = await Promise.all([
      sender.call("CLIENT", ["TRACKING", "ON", "REDIRECT", id, "BCAST", ...named]),
      adapter.subscribe?.([CHANNEL], onMessage),
      ping(sender),
    ]);
    return answered;
  } catch (cause) {
    const { message } = cause as Error;
    if (!sender.isReply(cause as Error) || PASSES.test(message)) throw cause;
    const advice = message.startsWith("NOPERM") ? FOR_THE_USER : FOR_THE_SERVER;
    const text = `${where} refused CLIENT TRACKING, so it does not report changed keys: ${message}. ${advice}`;
    throw new ConnectionInterrupted("ERR_REPLY", text, { cause });
  }
}
