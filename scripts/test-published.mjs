// `npm run test:published`: what users are given. The code of the pages and READMEs, the packages as npm has them, plugins from templates,
// applications through bundlers. It takes as long as `npm test`, and sees other faults: CI runs both.
import { reportTests } from "./lib/report-tests.mjs";

reportTests(["test:published"]);
