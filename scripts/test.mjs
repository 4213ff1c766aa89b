// `npm test`: from a bare clone to a verdict. Installs and builds what is missing, makes sure of redis-server and
// django-redis, lets turbo run the tests of every workspace, and closes with what failed and one total. What follows
// `--` goes to vitest: npm test -- -t "incr"
import { prepareTests } from "./lib/prepare-tests.mjs";
import { runTests } from "./lib/run-tests.mjs";

prepareTests();
const { ok, total, text } = runTests({ forVitest: process.argv.slice(2) });
// Once more, for whoever sees only the end of a long log.
for (const failure of total.failures) console.error(`FAILED ${failure}`);
console.log(text);
process.exitCode = ok ? 0 : 1;
