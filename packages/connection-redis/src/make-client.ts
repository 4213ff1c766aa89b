import { createClient } from "redis";
import type { Native, NativeClass } from "./native.js";

/** The options by which classes of clients differ. */
const OF_THE_CLASS = ["modules", "functions", "scripts"];

interface Template {
  duplicate(options: Readonly<Record<string, unknown>>): Native;
}

let template: Template | undefined;

/**
 * Creates a driver's object. node-redis creates a new class with all commands of Redis whenever the options differ
 * from those of the last call, which blocks the process for 14 ms each time that a sentinel is asked. Duplicated
 * objects share one class.
 */
export function makeClient(Client: NativeClass, options: Readonly<Record<string, unknown>>): Native {
  const isUsual = (Client as unknown) === createClient && OF_THE_CLASS.every((name) => !(name in options));
  if (!isUsual) return new Client(options);
  template ??= createClient({ RESP: 2 }) as unknown as Template;
  return template.duplicate(options);
}
