import { clearTimeout, setTimeout } from "node:timers";
import { Dialer } from "./dialer.js";
import type { Endpoint } from "./endpoint.js";
import type { Wire } from "./wire.js";

/**
 * Asks a sentinel over a connection of its own, which ends with the answer: questions are rare, and whom to ask may be another the next
 * time.
 * @throws what the driver or the sentinel says, without passwords; the signal's reason where that comes first.
 */
export async function askSentinel<Answer>(
  sentinel: Endpoint,
  question: (wire: Wire) => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  signal.throwIfAborted();
  const { driver, Client, driverOptions, socketTimeout } = sentinel;
  const handle = driver.handle(Client, driverOptions);
  let dialer: Dialer | undefined;
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Answer>((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      const asking = new Dialer(handle, sentinel, {
        up() {
          const late = new Error(`no answer within ${socketTimeout / 1000} s (socket_timeout)`);
          timer = setTimeout(reject, socketTimeout, late).unref();
          question(handle.wire).then(resolve, reject);
        },
        down: () => reject(asking.trouble),
      });
      dialer = asking;
      asking.dial();
    });
  } finally {
    clearTimeout(timer);
    dialer?.close();
  }
}
