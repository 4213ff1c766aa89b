import { closest } from "../messages/did-you-mean.js";
import type { Problems } from "../problems.js";
import { CACHE_SETTINGS, DJANGO_PREFIX } from "./declarations.js";
import { isForeign } from "./foreign.js";
import type { GlobalOptions, ResolveContext, ResolvedCache } from "./resolve-context.js";

/** The options that the top level gives for all caches. Which there are is known when the caches are, see `checkTopLevel`. */
export function readTopLevel(settings: Readonly<Record<string, unknown>>, problems: Problems): GlobalOptions {
  const found = new Map<string, { name: string; value: unknown }>();
  for (const [name, value] of Object.entries(settings)) {
    // `$schema` is for editors.
    if (name === "CACHES" || name === "$schema") continue;
    const isPythons = isPythonLogger(name, value);
    const option = name.startsWith(DJANGO_PREFIX) && !isPythons ? name.slice(DJANGO_PREFIX.length) : name;
    const other = found.get(option)?.name;
    if (other === undefined) found.set(option, { name, value });
    else problems.add(name, "ERR_SETTING_PLACE", `is given twice, also as ${other}`, "write it once");
  }
  return found;
}

/** Reports what no cache reads. */
export function checkTopLevel(caches: readonly ResolvedCache[], context: ResolveContext): void {
  const known = new Set(["CACHES", ...caches.flatMap(({ globals }) => globals)]);
  // Which options there are is not known where a backend is missing, or stands in for another one.
  const isKnown = caches.length > 0 && caches.every(({ backend }) => backend && !backend.settings?.standsIn);
  for (const [option, { name }] of context.global) {
    if (known.has(option)) continue;
    if (caches.some(({ backend }) => isForeign(backend?.settings, "top", name, name, context))) continue;
    const slip = closest(name, [...known]);
    if (Object.hasOwn(CACHE_SETTINGS, name)) {
      const text = "unknown setting: it belongs into one of the CACHES";
      context.problems.add(name, "ERR_SETTING_PLACE", text, "move it into one of the CACHES");
    } else if (slip !== undefined) {
      const text = `unknown setting, did you mean ${slip}?`;
      context.problems.add(name, "ERR_SETTING_UNKNOWN", text, `write ${slip}`);
    } else if (isKnown) {
      const text = `unknown setting; known are ${[...known].join(", ")}`;
      const hint = "leave it out, or write one of those that are known";
      context.problems.add(name, "ERR_SETTING_UNKNOWN", text, hint);
    }
  }
}

/** There any text names a logger; here it may be a module, by a path or with a # in it. */
function isPythonLogger(name: string, value: unknown): boolean {
  return name === `${DJANGO_PREFIX}LOGGER` && typeof value === "string" && !/[#/\\]/.test(value);
}
