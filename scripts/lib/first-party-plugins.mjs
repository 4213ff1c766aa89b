// The plugins of this repository, as the settings may name them: for what is written from their declared options.
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import * as core from "@coffer/cache-core";
import { pluginsIn } from "@coffer/cache-core/schema";
import { root } from "./run.mjs";

const PLUGIN = /^(?:backend|client|connection|serializer|compressor|cipher)-(?!kit$)/;

/** What `coffer` means where the settings name nothing. */
export const DEFAULTS = {
  CLIENT_CLASS: "@coffer/client-default",
  CONNECTION_FACTORY: "@coffer/connection-ioredis",
  SERIALIZER: "@coffer/serializer-json",
};

/** @returns {Promise<import("@coffer/cache-core/schema").NamedPlugin[]>} */
export async function firstPartyPlugins() {
  const folders = readdirSync(path.join(root, "packages"))
    .filter((name) => PLUGIN.test(name) && existsSync(path.join(root, "packages", name, "package.json")))
    .sort();
  const found = [];
  for (const name of folders) {
    const module = `@coffer/${name}`;
    found.push(...pluginsIn(module, await import(module)));
  }
  return [...found, ...pluginsIn("@coffer/cache-core", core)];
}
