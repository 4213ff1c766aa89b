import { once } from "node:events";
import type { Caches } from "@coffer/cache-core";
import type { Command } from "commander";
import { settingsCommand } from "../cache-command.js";
import { interruptibly } from "../interruptibly.js";
import { print } from "../output.js";
import { wholeNumber } from "../whole-number.js";
import { type CommonOptions, withCaches } from "../with-cache.js";

interface InspectOptions extends CommonOptions {
  readonly write?: boolean;
  readonly port?: number;
  /** False by `--no-open`. */
  readonly open: boolean;
}

export function inspectCommand(): Command {
  return settingsCommand("inspect")
    .option("--write", "allow deleting keys and changing their expiry")
    .option("-p, --port <port>", "the port on 127.0.0.1 (default: a free one)", wholeNumber)
    .option("--no-open", "print the address, and open no browser")
    .description("show the caches in the browser, on this machine only, until Ctrl-C")
    .action((options: InspectOptions) => withCaches(options, (caches) => inspect(caches, options)));
}

async function inspect(caches: Caches, { write, port, json, open }: InspectOptions): Promise<void> {
  const { serveInspector } = await import("@coffer/inspector");
  const served = await serveInspector(caches, { write, port });
  await interruptibly(async (signal) => {
    print(json, { url: served.url }, served.url);
    // A program that reads the address opens it itself, and a missing browser is not a failure.
    if (open && process.stdout.isTTY) {
      const { default: openBrowser } = await import("open");
      await openBrowser(served.url).catch(() => {});
    }
    if (!signal.aborted) await once(signal, "abort");
  });
  await served.close();
}
