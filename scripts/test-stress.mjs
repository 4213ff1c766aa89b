// `npm run test:stress`: what needs time. Servers and connections that fail, processes that race, long runs. CI runs it after `npm test`.
import { reportTests } from "./lib/report-tests.mjs";

await reportTests(["test:stress"]);
