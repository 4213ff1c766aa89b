import { checkName } from "./check-name.js";
import { KIND_NAMES, KINDS, type KindName } from "./kinds.js";
import { RUNNER_NAMES, type RunnerName } from "./runners.js";
import type { Plugin } from "./write-plugin.js";

/** Asks on the terminal for what the arguments leave out. */
export async function ask({ kind, name, runner }: Partial<Plugin>): Promise<Plugin> {
  const [{ default: select }, { default: input }] = await Promise.all([
    import("@inquirer/select"),
    import("@inquirer/input"),
  ]);
  const chosen =
    kind ??
    (await select<KindName>({
      message: "What kind of plugin?",
      choices: KIND_NAMES.map((value) => ({ value, description: KINDS[value].description })),
    }));
  return {
    kind: chosen,
    name:
      name ??
      (await input({
        message: "Name of the package?",
        default: `coffer-${chosen}-mine`,
        validate: (answer) => checkName(answer) ?? true,
      })),
    runner:
      runner ??
      (await select<RunnerName>({
        message: "Test runner?",
        choices: RUNNER_NAMES.map((value) => ({ value })),
      })),
  };
}
