import { once } from "node:events";
import type { Command } from "commander";
import { keyCommand } from "../cache-command.js";
import { interruptibly } from "../interruptibly.js";
import { printable } from "../printable.js";
import { wholeNumber } from "../whole-number.js";
import { type CommonOptions, versionOf, withCache } from "../with-cache.js";

interface KeysOptions extends CommonOptions {
  readonly limit?: number;
}

export function keysCommand(): Command {
  return keyCommand("keys")
    .argument("[pattern]", "a glob: * ? [a-c], a backslash escapes", "*")
    .option("-n, --limit <count>", "at most this many keys", wholeNumber)
    .description(
      "print the matching keys as they are found; a key may come twice while the server resizes its tables",
    )
    .action((pattern: string, options: KeysOptions) =>
      withCache(options, ({ client }) =>
        interruptibly((signal) => write(client.iterKeys(pattern, versionOf(options)), options, signal)),
      ),
    );
}

/** One per line, in constant memory; with JSON, the lines together are one list. */
async function write(
  keys: AsyncIterable<string>,
  { json, limit }: KeysOptions,
  signal: AbortSignal,
): Promise<void> {
  let printed = 0;
  for await (const key of keys) {
    signal.throwIfAborted();
    if (printed === limit) break;
    const line = json
      ? `${printed === 0 ? "[" : ","}\n${printable(JSON.stringify(key))}`
      : `${printable(key)}\n`;
    if (!process.stdout.write(line)) await once(process.stdout, "drain");
    printed += 1;
  }
  if (json) process.stdout.write(printed === 0 ? "[]\n" : "\n]\n");
}
