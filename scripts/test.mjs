// `npm test`: what coffer does. Some of the tests: npm test -- -t "incr"
import { reportTests } from "./lib/report-tests.mjs";

await reportTests(["test"]);
