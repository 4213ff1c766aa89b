import type { Client, EntryDescription } from "@coffer/cache-core";
import type { Command } from "commander";
import { keyCommand } from "../cache-command.js";
import { EXIT, UsageError } from "../errors.js";
import { note, print, showValue } from "../output.js";
import { showEntry } from "../show-entry.js";
import { type CommonOptions, versionOf, withCache } from "../with-cache.js";

interface GetOptions extends CommonOptions {
  readonly verbose?: boolean;
}

const MISSING = Symbol("missing");

export function getCommand(): Command {
  return keyCommand("get")
    .argument("<key>")
    .option("--verbose", "also when it was stored, when it expires, how long Redis keeps it, and its tags")
    .description("print the value of a key, decoded")
    .action((key: string, options: GetOptions) =>
      withCache(options, async ({ client }) => {
        const entry = options.verbose ? await describe(client, key, options) : undefined;
        const value = await client.get<unknown>(key, MISSING, versionOf(options));
        const found = value !== MISSING;
        if (!found) process.exitCode = EXIT.failure;
        if (options.json) print(true, { key, found, ...(found && { value }), ...(entry && { entry }) }, "");
        else if (found) print(false, undefined, showValue(value));
        else note(entry ? `no value at ${JSON.stringify(key)} any more` : `no key ${JSON.stringify(key)}`);
        if (entry && !options.json) print(false, undefined, showEntry(entry));
      }),
    );
}

/** @throws UsageError for a client without that method. */
function describe(
  client: Client,
  key: string,
  options: CommonOptions,
): Promise<EntryDescription | undefined> {
  if (client.describe !== undefined) return client.describe(key, versionOf(options));
  throw new UsageError("--verbose needs a client with the method describe, which this cache's client lacks");
}
