import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Filled by `npm run test:servers` (scripts/servers/fetch-servers.mjs). */
const FETCHED = fileURLToPath(new URL("../../../node_modules/.cache/coffer-servers", import.meta.url));

/** The program that tests start: the system's, or the one that `COFFER_SERVER` names, such as "valkey-8.1". */
export function serverProgram(name: string | undefined = process.env.COFFER_SERVER): string {
  if (name === undefined || name === "") return "redis-server";
  const program = path.join(FETCHED, name, "server");
  // A path would name a program that is not one of the fetched servers.
  if (/^[a-z]+-[\d.]+$/.test(name) && existsSync(program)) return program;
  throw new Error(`COFFER_SERVER=${name}: no such server is fetched. Run: npm run test:servers -- --fetch`);
}
