import { readFileSync } from "node:fs";
import { Command } from "commander";
import { benchCommand } from "./commands/bench.js";
import { clearCommand } from "./commands/clear.js";
import { deleteCommand } from "./commands/delete.js";
import { deletePatternCommand } from "./commands/delete-pattern.js";
import { deleteTagCommand } from "./commands/delete-tag.js";
import { doctorCommand } from "./commands/doctor.js";
import { getCommand } from "./commands/get.js";
import { inspectCommand } from "./commands/inspect.js";
import { keysCommand } from "./commands/keys.js";
import { schemaCommand } from "./commands/schema.js";
import { setCommand } from "./commands/set.js";
import { statsCommand } from "./commands/stats.js";
import { trainDictionaryCommand } from "./commands/train-dictionary.js";
import { ttlCommand } from "./commands/ttl.js";
import { addCompletion } from "./completion.js";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

/** The tree of commands. The code of a command is loaded when it runs. */
export function createProgram(): Command {
  const program = new Command("coffer")
    .description("Looks into the caches of an application, by its settings file.")
    .version(version, "--version")
    .showHelpAfterError("(see coffer --help)")
    .exitOverride();
  const commands = [
    doctorCommand(),
    inspectCommand(),
    getCommand(),
    setCommand(),
    deleteCommand(),
    ttlCommand(),
    keysCommand(),
    deletePatternCommand(),
    deleteTagCommand(),
    clearCommand(),
    statsCommand(),
    benchCommand(),
    trainDictionaryCommand(),
    schemaCommand(),
  ];
  for (const command of commands) program.addCommand(command.copyInheritedSettings(program));
  addCompletion(program);
  return program;
}
