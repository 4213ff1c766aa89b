import { Command, Option } from "commander";

/** A command about caches, with the options that all of these have. */
export function cachesCommand(name: string): Command {
  return new Command(name)
    .option("-s, --settings <file>", "the settings, a .json, .js or .mjs file")
    .addOption(
      new Option("--app <folder>", "where plugins are installed (default: the folder of the settings)"),
    )
    .option("--json", "print JSON");
}

/** A command about one cache. */
export function cacheCommand(name: string): Command {
  return cachesCommand(name).option("-c, --cache <alias>", 'the cache (default: "default")');
}

/** A command about keys of one cache. */
export function keyCommand(name: string): Command {
  return cacheCommand(name).option(
    "--key-version <version>",
    "the version of the keys (default: the VERSION of the cache)",
  );
}
