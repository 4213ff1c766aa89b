// `npm run bench`: installs and builds what is missing, then measures. What follows `--` goes to the benchmark:
// npm run bench -- --quick
import { ensureInstalled } from "./lib/install.mjs";
import { run } from "./lib/run.mjs";
import { ensureSystemPackages } from "./lib/system-packages.mjs";

ensureInstalled();
ensureSystemPackages();
const ok =
  run("tsc", ["-b"]) && run(process.execPath, ["--expose-gc", "bench/main.mjs", ...process.argv.slice(2)]);
process.exitCode = ok ? 0 : 1;
