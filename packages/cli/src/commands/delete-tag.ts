import type { Command } from "commander";
import { keyCommand } from "../cache-command.js";
import { confirm, needTerminal } from "../confirm.js";
import type { AskOptions } from "../delete-after-asking.js";
import { note, print } from "../output.js";
import { type CommonOptions, versionOf, withCache } from "../with-cache.js";

export function deleteTagCommand(): Command {
  return keyCommand("delete-tag")
    .argument("<tags...>")
    .option("-y, --yes", "do not ask")
    .description("invalidate all values with one of the tags, in all processes, after asking")
    .action(async (tags: string[], options: CommonOptions & AskOptions) => {
      if (!options.yes) needTerminal("delete-tag");
      await withCache(options, async ({ alias, client }) => {
        const names = tags.map((tag) => JSON.stringify(tag)).join(" or ");
        const what = `values of the cache ${alias} with the ${tags.length === 1 ? "tag" : "tags"} ${names}`;
        if (!options.yes && !(await confirm(`Invalidate all ${what}?`))) return note("nothing was deleted");
        await client.deleteByTag(tags, versionOf(options));
        print(options.json, { tags }, `${what} are invalidated`);
      });
    });
}
