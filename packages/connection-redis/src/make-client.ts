import { createClient } from "redis";
import type { Native, NativeClass } from "./native.js";

/** The options by which one class of clients differs from another. */
const OF_THE_CLASS = ["modules", "functions", "scripts"];

interface Template {
  duplicate(options: Readonly<Record<string, unknown>>): Native;
}

let template: Template | undefined;

/**
 * A driver's object. node-redis makes a new class of clients, with all commands there are, whenever the options are not those of its last
 * call. That keeps the process from all else for 14 ms, each time that a sentinel is asked. What it duplicates has the same class.
 */
export function makeClient(Client: NativeClass, options: Readonly<Record<string, unknown>>): Native {
  const isUsual = (Client as unknown) === createClient && OF_THE_CLASS.every((name) => !(name in options));
  if (!isUsual) return new Client(options);
  template ??= createClient({ RESP: 2 }) as unknown as Template;
  return template.duplicate(options);
}
