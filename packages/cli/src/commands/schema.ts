import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Modules } from "@coffer/settings-schema";
import { Command } from "commander";
import { UsageError } from "../errors.js";
import { fromApplication } from "../from-application.js";
import { write } from "../output.js";

interface SchemaOptions {
  readonly app?: string;
  readonly plugin?: readonly string[];
}

const PLUGIN = /^@coffer\/(?:backend|client|layer|connection|serializer|compressor)-(?!kit$)/;

/** The plugins that `coffer` includes, and the default for each setting. */
const BATTERIES: Readonly<Record<string, string>> = {
  BACKEND: "@coffer/backend-redis",
  CLIENT_CLASS: "@coffer/client-default",
  CONNECTION_FACTORY: "@coffer/connection-ioredis",
  SERIALIZER: "@coffer/serializer-json",
};

export function schemaCommand(): Command {
  return new Command("schema")
    .description(
      "print a JSON schema of the settings, for editors: with the plugins that the application has installed, and its own",
    )
    .option("--app <folder>", "the application (default: this folder)")
    .option(
      "-p, --plugin <module...>",
      "packages and files with plugins of your own, as the settings name them",
    )
    .action(schema);
}

async function schema({ app = ".", plugin = [] }: SchemaOptions): Promise<void> {
  const folder = resolve(app);
  const { pluginsIn, settingsSchema } = await import("@coffer/settings-schema");
  const hasCoffer = dependenciesOf(folder).includes("coffer");
  const modules = await load(folder, [
    ...(hasCoffer ? Object.values(BATTERIES) : []),
    ...dependenciesOf(folder).filter((name) => PLUGIN.test(name)),
    ...plugin,
  ]);
  const { BACKEND: _, ...defaults } = hasCoffer ? BATTERIES : {};
  write(`${JSON.stringify(settingsSchema(pluginsIn(modules), { defaults }), null, 2)}\n`);
}

function dependenciesOf(folder: string): string[] {
  for (let place = folder; ; place = dirname(place)) {
    try {
      const { dependencies, devDependencies } = JSON.parse(readFileSync(join(place, "package.json"), "utf8"));
      return Object.keys({ ...dependencies, ...devDependencies });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
    if (place === dirname(place)) return [];
  }
}

/** @throws UsageError for a missing module. */
async function load(folder: string, names: readonly string[]): Promise<Modules> {
  const modules: Record<string, Modules[string]> = {};
  for (const name of names) {
    const found = await fromApplication<Modules[string]>(name, folder);
    if (found === undefined) {
      throw new UsageError(
        /^[./]/.test(name)
          ? `there is no ${name} in ${folder}: give its path from there, or another folder by --app <folder>`
          : `${name} is not installed in ${folder}: install it, or give another folder by --app <folder>`,
      );
    }
    modules[name] = found;
  }
  return modules;
}
