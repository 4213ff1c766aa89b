import type { CommandMessage, Load, Loader } from "@coffer/cache-core";
import { commandChannel } from "./command-channel.js";
import { underWay } from "./under-way.js";

type Ask = (args: readonly unknown[]) => Promise<unknown>;

/** Executes a command and publishes it to the subscribers. */
export function traced(message: CommandMessage, ask: Ask): Promise<unknown> {
  const lookUp = LOOK_UPS[message.operation] ?? (() => ask(message.args));
  const work = () => underWay.run(message, () => lookUp(message, ask));
  return commandChannel.tracePromise(
    () => (message.within === undefined ? work() : message.within(work)),
    message,
  );
}

async function lookUpOne(message: CommandMessage, ask: Ask): Promise<unknown> {
  const [key, fallback, options] = message.args;
  const value = await ask([key, undefined, options]);
  message.hits = value === undefined ? 0 : 1;
  return value === undefined ? fallback : value;
}

/** Reads the number of hits and misses from the answers of commands that look up values. */
const LOOK_UPS: Readonly<Record<string, (message: CommandMessage, ask: Ask) => Promise<unknown>>> = {
  get: lookUpOne,
  pull: lookUpOne,

  async getWithTtl(message, ask) {
    const found = await ask(message.args);
    message.hits = found === undefined ? 0 : 1;
    return found;
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
    const loader = (load: Load) => {
      hits = 0;
      return value(load);
    };
    const result = await ask([key, loader, options]);
    message.hits = hits;
    return result;
  },
};
