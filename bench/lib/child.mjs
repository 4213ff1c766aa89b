import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/**
 * A process that answers each line of JSON with one line, in order.
 *
 * @param {string} program
 * @param {readonly string[]} args
 */
export function startChild(program, args) {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  // A write to a child that has ended is reported by the missing answer.
  child.stdin.on("error", () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    /** @param {unknown} question */
    async ask(question) {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${program} has ended; its output is above`);
      return JSON.parse(value);
    },
    close: () => child.stdin.end(),
  };
}
