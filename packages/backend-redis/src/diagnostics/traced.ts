import type { CommandMessage, Loader } from "@coffer/cache-core";
import { commandChannel } from "./command-channel.js";
import { underWay } from "./under-way.js";

type Ask = (args: readonly unknown[]) => Promise<unknown>;

/** Does a command under the eyes of the subscribers. */
export function traced(message: CommandMessage, ask: Ask): Promise<unknown> {
  const lookUp = LOOK_UPS[message.operation] ?? (() => ask(message.args));
  const work = () => underWay.run(message, () => lookUp(message, ask));
  return commandChannel.tracePromise(
    () => (message.within === undefined ? work() : message.within(work)),
    message,
  );
}

/** How the commands that look for values are asked, so that it shows what they found. */
const LOOK_UPS: Readonly<Record<string, (message: CommandMessage, ask: Ask) => Promise<unknown>>> = {
  async get(message, ask) {
    const [key, fallback, options] = message.args;
    const value = await ask([key, undefined, options]);
    message.hits = value === undefined ? 0 : 1;
    return value === undefined ? fallback : value;
  },

  async getMany(message, ask) {
    const found = (await ask(message.args)) as Map<unknown, unknown>;
    message.hits = found.size;
    return found;
  },

  async getOrSet(message, ask) {
    const [key, value, options] = message.args as [unknown, Loader<unknown>, unknown];
    if (typeof value !== "function") return ask(message.args);
    let hits = 1;
    const loader = () => {
      hits = 0;
      return value();
    };
    const result = await ask([key, loader, options]);
    message.hits = hits;
    return result;
  },
};
