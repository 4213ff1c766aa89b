import type { Command } from "commander";
import { keyCommand } from "../cache-command.js";
import { EXIT } from "../errors.js";
import { note, print } from "../output.js";
import { type CommonOptions, versionOf, withCache } from "../with-cache.js";

export function ttlCommand(): Command {
  return keyCommand("ttl")
    .argument("<key>")
    .description("print the seconds that a key has left")
    .action((key: string, options: CommonOptions) =>
      withCache(options, async ({ client }) => {
        const milliseconds = await client.pttl(key, versionOf(options));
        const found = milliseconds !== 0;
        if (!found) process.exitCode = EXIT.failure;
        const ttl = milliseconds === null ? null : milliseconds / 1000;
        if (found) print(options.json, { key, found, ttl }, ttl === null ? "never expires" : String(ttl));
        else if (options.json) print(true, { key, found }, "");
        else note(`no key ${JSON.stringify(key)}`);
      }),
    );
}
