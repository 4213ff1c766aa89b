import type { CommandArgument, Script } from "@coffer/cache-core";
import { show } from "@coffer/cache-core";

/** The source of each script name in this process: connections identify a script by its name. */
const sources = new Map<string, string>();

/** @throws TypeError for an invalid script, or if the name already has another source. */
export function checkScript(script: Script): void {
  const { name, source } = (script ?? {}) as Partial<Script>;
  if (typeof name !== "string" || name === "" || typeof source !== "string" || source === "") {
    throw new TypeError(`script must be an object with name and source, two strings, got ${show(script)}`);
  }
  const known = sources.get(name) ?? source;
  if (known !== source) {
    throw new TypeError(`script: the name ${show(name)} has another source already: give each its own`);
  }
  sources.set(name, source);
}

/** The ARGV of a script. */
export function checkArguments(args: readonly CommandArgument[]): readonly CommandArgument[] {
  if (!Array.isArray(args)) throw new TypeError(`args must be an array, got ${show(args)}`);
  for (const argument of args as readonly unknown[]) {
    if (typeof argument === "string" || typeof argument === "bigint" || Buffer.isBuffer(argument)) continue;
    if (typeof argument === "number" && !Number.isNaN(argument)) continue;
    throw new TypeError(`args must be strings, numbers, bigints or Buffers, and one is ${show(argument)}`);
  }
  return args;
}

/** The error message for keys that one script cannot name. */
export function notTogether(first: string, other: string): string {
  return (
    `run: ${show(first)} and ${show(other)} are in different slots or on different servers, and a script has keys of one: ` +
    "put their common part in braces, as in {user:1}:name and {user:1}:visits"
  );
}
