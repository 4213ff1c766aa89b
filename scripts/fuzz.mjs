// `npm run fuzz`: installs and builds what is missing, then reads damaged bytes. What follows `--` goes to the
// fuzzer: npm run fuzz -- --runs 200000 --seed 7
import { ensureInstalled } from "./lib/install.mjs";
import { run } from "./lib/run.mjs";

ensureInstalled();
const ok = run("tsc", ["-b"]) && run(process.execPath, ["test/fuzz/main.mjs", ...process.argv.slice(2)]);
process.exitCode = ok ? 0 : 1;
