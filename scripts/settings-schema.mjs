// Writes packages/coffer/settings.schema.json from the plugins' declarations. A test compares the two.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { settingsSchema } from "@coffer/settings-schema";
import { DEFAULTS, firstPartyPlugins } from "./lib/first-party-plugins.mjs";
import { root, run } from "./lib/run.mjs";

const file = path.join(root, "packages/coffer/settings.schema.json");
const schema = settingsSchema(await firstPartyPlugins(), { defaults: DEFAULTS });
writeFileSync(file, JSON.stringify(schema));
if (!run("biome", ["format", "--write", file])) process.exitCode = 1;
