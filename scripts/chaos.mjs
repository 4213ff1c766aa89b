// `npm run chaos`: installs and builds what is missing, then makes servers fail. What follows `--` goes to the
// program: npm run chaos -- --seconds 20 --seed 7
import { ensureInstalled } from "./lib/install.mjs";
import { run } from "./lib/run.mjs";
import { ensureSystemPackages } from "./lib/system-packages.mjs";

ensureInstalled();
ensureSystemPackages();
const ok = run("tsc", ["-b"]) && run(process.execPath, ["test/chaos/dist/main.js", ...process.argv.slice(2)]);
process.exitCode = ok ? 0 : 1;
