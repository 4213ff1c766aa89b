// `npm run test:published`: what users get. The code of the pages and READMEs, the packages as npm has them, plugins from templates,
// applications through bundlers. CI runs it after `npm test`, which shows what coffer does.
import { reportTests } from "./lib/report-tests.mjs";

await reportTests(["test:published"]);
