// `npm run demo`: from a bare clone to a running example, with nothing but Node and npm on the machine.
import { ensureInstalled } from "./lib/install.mjs";
import { run } from "./lib/run.mjs";

ensureInstalled();
const ok =
  run("tsc", ["-b", "packages/coffer", "packages/compressor-zlib", "packages/connection-mock"]) &&
  run(process.execPath, ["examples/quickstart/main.mjs", ...process.argv.slice(2)]);
process.exitCode = ok ? 0 : 1;
