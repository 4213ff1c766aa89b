// Imported before a program of a page: notes what each call of the console printed, and where the call stands.
import { appendFileSync } from "node:fs";
import { format } from "node:util";

const { PAGE_OUTPUT: output = "" } = process.env;

for (const method of /** @type {const} */ (["log", "info", "warn", "error", "debug"])) {
  const original = console[method];
  console[method] = (/** @type {unknown[]} */ ...args) => {
    const caller = new Error().stack?.split("\n")[2] ?? "";
    const [, file, place] = /(file:.*?):(\d+:\d+)\)?$/.exec(caller) ?? [];
    if (place) appendFileSync(output, `${JSON.stringify({ file, place, text: format(...args) })}\n`);
    original.apply(console, args);
  };
}
