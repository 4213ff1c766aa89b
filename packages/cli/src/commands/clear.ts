import type { Cache } from "@coffer/cache-core";
import type { Command } from "commander";
import { cacheCommand } from "../cache-command.js";
import { confirm, needTerminal } from "../confirm.js";
import { type AskOptions, deleteAfterAsking } from "../delete-after-asking.js";
import { note, print } from "../output.js";
import { contextOf, withoutCredentials } from "../servers.js";
import { versionsOf } from "../versions-of.js";
import { type CommonOptions, withCache } from "../with-cache.js";

type ClearOptions = CommonOptions & AskOptions;

export function clearCommand(): Command {
  return cacheCommand("clear")
    .option("-y, --yes", "do not ask")
    .description(
      "delete every key of the cache, whatever its version, after asking; without a KEY_PREFIX the whole database",
    )
    .action(async (options: ClearOptions) => {
      if (!options.yes) needTerminal("clear");
      await withCache(options, (cache) => clear(cache, options));
    });
}

async function clear(cache: Cache, options: ClearOptions): Promise<void> {
  const { alias, client } = cache;
  const context = contextOf(cache);
  const versions = context === undefined ? undefined : await versionsOf(context);
  if (versions !== undefined) {
    const what = `of the cache ${alias}, with the prefix ${JSON.stringify(context?.keys.prefix)}`;
    return deleteAfterAsking(cache, "*", versions, what, options, () => client.clear());
  }
  const where = context?.servers.map(withoutCredentials).join(", ");
  const all = context?.keys.prefix === "" ? `: the whole database ${where}, whoever wrote it` : "";
  if (!options.yes && !(await confirm(`Clear the cache ${alias}${all}? It cannot be interrupted.`))) {
    return note("nothing was deleted");
  }
  await client.clear();
  print(options.json, { cleared: true }, "cleared");
}
