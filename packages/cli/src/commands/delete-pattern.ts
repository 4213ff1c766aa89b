import type { Command } from "commander";
import { keyCommand } from "../cache-command.js";
import { needTerminal } from "../confirm.js";
import { type AskOptions, deleteAfterAsking } from "../delete-after-asking.js";
import { matchingKeys } from "../matching-keys.js";
import { type CommonOptions, versionOf, withCache } from "../with-cache.js";

export function deletePatternCommand(): Command {
  return keyCommand("delete-pattern")
    .argument("<pattern>", "a glob: * ? [a-c], a backslash escapes")
    .option("-y, --yes", "do not ask")
    .description("delete the keys that match, after asking; Ctrl-C stops it between two batches")
    .action(async (pattern: string, options: CommonOptions & AskOptions) => {
      if (!options.yes) needTerminal("delete-pattern");
      await withCache(options, (cache) =>
        deleteAfterAsking(
          matchingKeys(cache.client, pattern, [versionOf(options).version]),
          `of the cache ${cache.alias} that match ${JSON.stringify(pattern)}`,
          options,
        ),
      );
    });
}
