import type { CommandSender } from "../driver/command-sender.js";
import type { DriverAdapter } from "../driver/driver-adapter.js";
import type { Endpoint } from "../endpoint/endpoint.js";
import { Reconnector } from "../shared-connection/reconnector.js";
import { Deadline } from "../time/deadline.js";

/**
 * Connects to a sentinel, runs `work` and closes the connection: sentinels are asked rarely, and the next time it may
 * be another one.
 * @throws the error of the driver or the sentinel, without passwords; the signal's reason if it is aborted first.
 */
export async function withSentinel<Result>(
  sentinel: Endpoint,
  work: (adapter: DriverAdapter) => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  signal.throwIfAborted();
  const { driver, Client, driverOptions } = sentinel;
  const adapter = driver.createAdapter(Client, driverOptions);
  let reconnector: Reconnector | undefined;
  let onAbort = (): void => {};
  try {
    return await new Promise<Result>((resolve, reject) => {
      onAbort = () => reject(signal.reason);
      signal.addEventListener("abort", onAbort);
      const connecting = new Reconnector(adapter, sentinel, {
        up: () => work(adapter).then(resolve, reject),
        down: () => reject(connecting.trouble),
      });
      reconnector = connecting;
      connecting.connect();
    });
  } finally {
    signal.removeEventListener("abort", onAbort);
    reconnector?.close();
  }
}

/** Asks a sentinel. Rejects if it does not answer within its `socket_timeout`. */
export function askSentinel<Answer>(
  sentinel: Endpoint,
  question: (sender: CommandSender) => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  const { socketTimeout } = sentinel;
  return withSentinel(
    sentinel,
    ({ sender }) =>
      new Promise<Answer>((resolve, reject) => {
        const late = new Error(`no answer within ${socketTimeout / 1000} s (socket_timeout)`);
        const deadline = new Deadline(socketTimeout, () => reject(late));
        question(sender)
          .then(resolve, reject)
          .finally(() => deadline.stop());
      }),
    signal,
  );
}
