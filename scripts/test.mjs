// `npm test`: from a bare clone to a verdict. Installs and builds what is missing, checks for redis-server and
// django-redis, lets turbo run the tests of every workspace, and ends with the failures and one total. What follows
// `--` goes to vitest: npm test -- -t "incr"
import { prepareTests } from "./lib/prepare-tests.mjs";
import { runTests } from "./lib/run-tests.mjs";

prepareTests();
const { ok, total, text } = runTests({ forVitest: process.argv.slice(2) });
// Repeated at the end, since a log may be long.
for (const failure of total.failures) console.error(`FAILED ${failure}`);
console.log(text);
process.exitCode = ok ? 0 : 1;
