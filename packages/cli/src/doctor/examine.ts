import type { FoundSettings } from "../find-settings.js";
import { contextOf } from "../servers.js";
import { type CommonOptions, openCaches, pickAll } from "../with-cache.js";
import { checkCache } from "./check-cache.js";
import { ok, type Section } from "./finding.js";
import { settingsFindings } from "./settings-findings.js";

/** Looks at the settings, and where these are right at the caches that are meant, one after the other. */
export async function* examine(found: FoundSettings, options: CommonOptions): AsyncGenerator<Section> {
  const title = `settings ${found.name}`;
  const opened = await openCaches(found).catch((error: unknown) => settingsFindings(error));
  if (Array.isArray(opened)) {
    yield { title, findings: opened };
    return;
  }
  try {
    const caches = pickAll(opened, options);
    yield { title, findings: [ok(`no mistake; caches: ${opened.aliases.join(", ")}`)] };
    for (const cache of caches) yield* checkCache(cache, contextOf(cache));
  } finally {
    await opened.close().catch(() => {});
  }
}
