import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/**
 * A process that answers each line of JSON with one of its own, one after the other.
 *
 * @param {string} program
 * @param {readonly string[]} args
 */
export function startChild(program, args) {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  // Who writes to a child that has ended is told so by the answer that does not come.
  child.stdin.on("error", () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    /** @param {unknown} question */
    async ask(question) {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${program} has ended; what it said is above`);
      return JSON.parse(value);
    },
    close: () => child.stdin.end(),
  };
}
