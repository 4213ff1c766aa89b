// `npm run soak`: installs and builds what is missing, then makes millions of calls. What follows `--` goes to the program:
// npm run soak -- --operations 200000
import { ensureInstalled } from "./lib/install.mjs";
import { run } from "./lib/run.mjs";
import { ensureSystemPackages } from "./lib/system-packages.mjs";

ensureInstalled();
ensureSystemPackages();
const ok =
  run("tsc", ["-b"]) &&
  run(process.execPath, ["--expose-gc", "test/soak/dist/main.js", ...process.argv.slice(2)]);
process.exitCode = ok ? 0 : 1;
