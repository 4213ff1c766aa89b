export { adviceFor } from "./advice-for.js";
export { checkCache } from "./check-cache.js";
export { type Finding, ok, problem, type Section, warning } from "./finding.js";
export { bytes, type Info, numberIn, readInfo } from "./info.js";
export { scanPages } from "./scan-pages.js";
export { readFigures, type ServerFigures, type ServerRow } from "./server-figures.js";
export { eachPrimary, eachServer, type OpenClient, openClientOf } from "./servers.js";
