import { Command, Option } from "commander";

/** A command about caches, with the options that all of these have. */
export function cachesCommand(name: string): Command {
  return command(name, "this cache only (default: all of them)");
}

/** A command about one cache. */
export function cacheCommand(name: string): Command {
  return command(name, 'the cache (default: "default")');
}

function command(name: string, meant: string): Command {
  return settingsCommand(name).option("-c, --cache <alias>", meant);
}

/** A command about all caches of the settings. */
export function settingsCommand(name: string): Command {
  return new Command(name)
    .option("-s, --settings <file>", "the settings, a .json, .js or .mjs file")
    .addOption(
      new Option("--app <folder>", "where plugins are installed (default: the folder of the settings)"),
    )
    .option("--json", "print JSON");
}

/** A command about keys of one cache. */
export function keyCommand(name: string): Command {
  return cacheCommand(name).option(
    "--key-version <version>",
    "the version of the keys (default: the VERSION of the cache)",
  );
}
