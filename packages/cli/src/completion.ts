import { fileURLToPath } from "node:url";
import tab from "@bomb.sh/tab";
import withCompletion from "@bomb.sh/tab/commander";
import type { Command } from "commander";

/**
 * Defines `coffer` as a command if there is none, as in a project that has it as a dependency and calls it by npx: a
 * shell completes only commands that it knows.
 */
const AS_COMMAND: Readonly<Record<string, string>> = {
  bash: 'command -v coffer >/dev/null 2>&1 || coffer() { npx coffer "$@"; }',
  zsh: 'command -v coffer >/dev/null 2>&1 || coffer() { npx coffer "$@"; }',
  fish: "type -q coffer; or function coffer; npx coffer $argv; end",
  powershell:
    "if (-not (Get-Command coffer -ErrorAction SilentlyContinue)) { function global:coffer { npx coffer @args } }",
};

/**
 * Adds `completion <shell>`. The printed script calls this program for suggestions, so it need not be on the PATH.
 */
export function addCompletion(program: Command): void {
  withCompletion(program, { completionCommandName: "completion" });
  const bin = fileURLToPath(new URL("./bin.js", import.meta.url));
  const executable = [process.execPath, bin].map((path) => `'${path.replaceAll("'", "'\\''")}'`).join(" ");
  const completion = program.commands.find((command) => command.name() === "completion");
  completion?.action((shell: string) => {
    process.stdout.write(`${AS_COMMAND[shell]}\n`);
    tab.setup(program.name(), executable, shell);
  });
}
