// A process with a web server. The argument is JSON: framework, settings, and the options of its rate limiter. Prints
// its port; ends with its input.
import { createCaches } from "coffer";

const { framework, settings, options } = JSON.parse(process.argv[2] ?? "");
const caches = await createCaches(settings, { parent: import.meta });
const { listen } = await import(`./${framework}-app.mjs`);
console.log(await listen(caches, options));
process.stdin.resume().once("end", () => process.exit());
