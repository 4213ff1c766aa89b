import type { Command } from "commander";
import { keyCommand } from "../cache-command.js";
import { EXIT } from "../errors.js";
import { note, print, showValue } from "../output.js";
import { type CommonOptions, versionOf, withCache } from "../with-cache.js";

const MISSING = Symbol("missing");

export function getCommand(): Command {
  return keyCommand("get")
    .argument("<key>")
    .description("print the value of a key, decoded")
    .action((key: string, options: CommonOptions) =>
      withCache(options, async ({ client }) => {
        const value = await client.get<unknown>(key, MISSING, versionOf(options));
        const found = value !== MISSING;
        if (!found) process.exitCode = EXIT.failure;
        if (found) print(options.json, { key, found, value }, showValue(value));
        else if (options.json) print(true, { key, found }, "");
        else note(`no key ${JSON.stringify(key)}`);
      }),
    );
}
