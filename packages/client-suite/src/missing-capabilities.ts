import type { ClientCapabilities } from "./client-capabilities.js";

/** Why cases are skipped if a capability is missing. */
const MEANING: { readonly [Name in keyof ClientCapabilities]-?: string } & { readonly raw: string } = {
  raw: "there is no access to the server without the cache",
  commandCounts: "the server does not count its commands",
  acl: "the server has no ACLs",
  outages: "outages of this server cannot be simulated",
  counters: "this client has no counters",
  plainValues: "this client stores values in its own envelope",
  exactExpiry: "this client keeps values longer than it returns them",
  oneServer: "the keys are on several servers",
};

/** The missing capabilities, each with a reason in words. */
export function missingCapabilities(
  capabilities: ClientCapabilities,
  hasRaw: boolean,
): Readonly<Record<string, string>> {
  const has: Record<string, boolean> = {
    commandCounts: hasRaw,
    acl: hasRaw,
    outages: true,
    counters: true,
    plainValues: true,
    exactExpiry: true,
    oneServer: true,
    ...capabilities,
    raw: hasRaw,
  };
  for (const name of Object.keys(has)) {
    if (!Object.hasOwn(MEANING, name)) throw new Error(`capabilities: there is no ${JSON.stringify(name)}`);
  }
  return Object.fromEntries(Object.entries(MEANING).filter(([name]) => !has[name]));
}
