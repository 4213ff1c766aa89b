import { type Cache, withoutCredentials } from "@coffer/cache-core";
import { openClientOf } from "@coffer/inspector/diagnosis";
import type { Command } from "commander";
import { cacheCommand } from "../cache-command.js";
import { confirm, needTerminal } from "../confirm.js";
import { type AskOptions, deleteAfterAsking } from "../delete-after-asking.js";
import { matchingKeys } from "../matching-keys.js";
import { note, print } from "../output.js";
import { versionsOf } from "../versions-of.js";
import { wholeDatabase } from "../whole-database.js";
import { type CommonOptions, withCache } from "../with-cache.js";

type ClearOptions = CommonOptions & AskOptions;

export function clearCommand(): Command {
  return cacheCommand("clear")
    .option("-y, --yes", "do not ask")
    .description(
      "delete every key of the cache, in every version, after asking; without a KEY_PREFIX the whole database",
    )
    .action(async (options: ClearOptions) => {
      if (!options.yes) needTerminal("clear");
      await withCache(options, (cache) => clear(cache, options));
    });
}

async function clear(cache: Cache, options: ClearOptions): Promise<void> {
  const { alias, client } = cache;
  const open = openClientOf(cache);
  const prefix = open?.context.keys.prefix;
  const finish = () => client.clear();
  if (open !== undefined && prefix === "") {
    const where = open.context.servers.map(withoutCredentials).join(", ");
    const what = `for the cache ${alias}: the whole database ${where}, with the keys of other programs`;
    return deleteAfterAsking(wholeDatabase(open), what, options, finish);
  }
  const versions = open === undefined ? undefined : await versionsOf(open);
  if (versions !== undefined) {
    const what = `of the cache ${alias}, with the prefix ${JSON.stringify(prefix)}`;
    return deleteAfterAsking(matchingKeys(client, "*", versions), what, options, finish);
  }
  // Only the cache knows which keys are its own.
  if (!options.yes && !(await confirm(`Clear the cache ${alias}? It cannot be interrupted.`))) {
    return note("nothing was deleted");
  }
  await finish();
  print(options.json, { cleared: true }, "cleared");
}
