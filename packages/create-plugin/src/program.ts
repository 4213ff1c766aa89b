import { readFileSync } from "node:fs";
import { Command, Option } from "commander";
import { ask } from "./ask.js";
import { checkName } from "./check-name.js";
import { KIND_NAMES, type KindName } from "./kinds.js";
import { nextSteps } from "./next-steps.js";
import { RUNNER_NAMES, type RunnerName } from "./runners.js";
import { type Plugin, writePlugin } from "./write-plugin.js";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

const WRONG_USAGE = 2;

interface Options {
  readonly kind?: KindName;
  readonly name?: string;
  readonly runner?: RunnerName;
}

/** Exit codes: 0 written, 1 failed, 2 wrong usage, 130 interrupted. */
export function createProgram(): Command {
  const program = new Command("npm create @coffer/plugin --");
  return program
    .description("Writes a plugin package for coffer, with tests that pass.")
    .argument("[folder]", "the folder; it must be empty (default: the name without its scope)")
    .addOption(new Option("--kind <kind>", "the kind of plugin").choices(KIND_NAMES))
    .option("--name <name>", "the name of the package on npm")
    .addOption(new Option("--runner <runner>", "the test runner (default: node)").choices(RUNNER_NAMES))
    .version(version)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : WRONG_USAGE))
    .action(async (given: string | undefined, options: Options) => {
      try {
        const plugin = await complete(options, program);
        const problem = checkName(plugin.name);
        if (problem !== undefined) program.error(problem);
        const folder = given ?? (plugin.name.split("/").at(-1) as string);
        await writePlugin(folder, plugin);
        process.stdout.write(nextSteps(folder, plugin));
      } catch (error) {
        // Ctrl-C during a question. Compared by name, since the library of questions is loaded only when needed.
        const wasInterrupted = (error as Error).name === "ExitPromptError";
        process.stderr.write(`${wasInterrupted ? "" : (error as Error).message}\n`);
        process.exitCode = wasInterrupted ? 130 : 1;
      }
    });
}

/** The plugin to generate. Asks nothing if kind and name are given. */
async function complete({ kind, name, runner }: Options, program: Command): Promise<Plugin> {
  if (kind !== undefined && name !== undefined) return { kind, name, runner: runner ?? "node" };
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    program.error(`give --kind (${KIND_NAMES.join(", ")}) and --name: there is no terminal to ask on`);
  }
  return ask({
    ...(kind !== undefined && { kind }),
    ...(name !== undefined && { name }),
    ...(runner !== undefined && { runner }),
  });
}
