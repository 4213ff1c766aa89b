import type { Caches } from "@coffer/cache-core";
import { checkCache, ok, openClientOf, type Section, warning } from "@coffer/inspector/diagnosis";
import type { FoundSettings } from "./find-settings.js";
import { settingsFindings } from "./settings-findings.js";
import { type CommonOptions, openCaches, pickAll } from "./with-cache.js";

/** Other warnings end with what to do. */
function cureForWarning(text: string): string {
  if (text.includes("has no effect")) return "leave it out, unless Python reads these settings, too";
  const sentence = text.slice(text.lastIndexOf(". ") + 2);
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/** Checks the settings, and if they are valid the selected caches, one after the other. */
export async function* examine(found: FoundSettings, options: CommonOptions): AsyncGenerator<Section> {
  const title = `settings ${found.name}`;
  const opened = await openCaches(found).catch((error: unknown) => settingsFindings(error));
  if (Array.isArray(opened)) {
    yield { title, findings: opened };
    return;
  }
  try {
    const caches = pickAll(opened, options);
    // An application's own version of coffer may not have it.
    const { warnings = [] } = opened as Partial<Caches>;
    const unheeded = warnings.map((each) => warning(each, cureForWarning(each)));
    yield { title, findings: [ok(`valid; caches: ${opened.aliases.join(", ")}`), ...unheeded] };
    for (const cache of caches) yield* checkCache(cache, openClientOf(cache));
  } finally {
    await opened.close().catch(() => {});
  }
}
