// The plugins of this repository, as the settings may name them: for files that are generated from their declared
// options.
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { pluginsIn } from "@coffer/settings-schema";
import { root } from "./run.mjs";

const PLUGIN = /^(?:backend|client|layer|connection|serializer|compressor|cipher)-(?!(?:kit|mock|suite)$)/;

/** The defaults of `coffer`. */
export const DEFAULTS = {
  CLIENT_CLASS: "@coffer/client-default",
  CONNECTION_FACTORY: "@coffer/connection-ioredis",
  SERIALIZER: "@coffer/serializer-json",
};

/** @returns {Promise<import("@coffer/settings-schema").NamedPlugin[]>} */
export async function firstPartyPlugins() {
  const folders = readdirSync(path.join(root, "packages"))
    .filter((name) => PLUGIN.test(name) && existsSync(path.join(root, "packages", name, "package.json")))
    .sort();
  /** @type {Record<string, Record<string, unknown>>} */
  const modules = {};
  for (const name of folders) modules[`@coffer/${name}`] = await import(`@coffer/${name}`);
  return pluginsIn(modules);
}
