import type { Command } from "commander";
import { keyCommand } from "../cache-command.js";
import { EXIT } from "../errors.js";
import { print } from "../output.js";
import { type CommonOptions, versionOf, withCache } from "../with-cache.js";

export function deleteCommand(): Command {
  return keyCommand("delete")
    .argument("<keys...>")
    .description("delete keys; fails if none of them existed")
    .action((keys: string[], options: CommonOptions) =>
      withCache(options, async ({ client }) => {
        const deleted = await client.deleteMany(keys, versionOf(options));
        if (deleted === 0) process.exitCode = EXIT.failure;
        print(options.json, { deleted }, `${deleted} of ${keys.length} deleted`);
      }),
    );
}
