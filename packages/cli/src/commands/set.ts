import type { Timeout } from "@coffer/cache-core";
import { type Command, Option } from "commander";
import { keyCommand } from "../cache-command.js";
import { EXIT, UsageError } from "../errors.js";
import { note, print } from "../output.js";
import { type CommonOptions, versionOf, withCache } from "../with-cache.js";

interface SetOptions extends CommonOptions {
  readonly timeout?: string;
  readonly nx?: boolean;
  readonly xx?: boolean;
  readonly text?: boolean;
}

export function setCommand(): Command {
  return keyCommand("set")
    .argument("<key>")
    .argument("<value>", "JSON, else text; - reads it from stdin")
    .option(
      "-t, --timeout <time>",
      'seconds, "500ms", "5m", "1h", "7d" or "never" (default: the TIMEOUT of the cache)',
    )
    .option("--text", "the value is text, even if it looks like JSON")
    .addOption(new Option("--nx", "only if the key is missing").conflicts("xx"))
    .option("--xx", "only if the key exists")
    .description("store a value")
    .action(set);
}

async function set(key: string, typed: string, options: SetOptions): Promise<void> {
  const timeout = options.timeout === undefined ? {} : { timeout: await readTimeout(options.timeout) };
  const { readValue } = await import("../read-value.js");
  const value = await readValue(typed, options.text);
  const { nx = false, xx = false } = options;
  await withCache(options, async ({ client }) => {
    const stored = await client.set(key, value, { ...timeout, ...versionOf(options), nx, xx });
    if (!stored) process.exitCode = EXIT.failure;
    if (options.json) print(true, { key, stored }, "");
    else if (!stored) note(`not stored: ${nx ? "the key exists already" : "the key is missing"}`);
  });
}

/** @throws UsageError for an invalid timeout. */
async function readTimeout(typed: string): Promise<Timeout> {
  const { toMilliseconds } = await import("@coffer/cache-core");
  const timeout = (typed === "never" ? null : Number.isNaN(Number(typed)) ? typed : Number(typed)) as Timeout;
  try {
    toMilliseconds(timeout, "--timeout");
  } catch (error) {
    throw new UsageError((error as Error).message.replace("null for never", '"never"'));
  }
  return timeout;
}
