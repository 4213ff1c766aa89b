import type { Problems } from "../problems.js";
import { CACHE_SETTINGS, DJANGO_PREFIX } from "./declarations.js";
import { isForeign } from "./foreign.js";
import type { GlobalOptions, ResolveContext, ResolvedCache } from "./resolve-context.js";
import { reportUnknown } from "./unknown-name.js";

/**
 * The options at the top level, for all caches. The valid names are known only with the caches, see `checkTopLevel`.
 */
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

/** Reports options that no cache reads. */
export function checkTopLevel(caches: readonly ResolvedCache[], context: ResolveContext): void {
  const known = new Set(["CACHES", ...caches.flatMap(({ globals }) => globals)]);
  // The valid options are unknown if a backend is missing, or replaces another one.
  const isKnown = caches.length > 0 && caches.every(({ backend }) => backend && !backend.settings?.standsIn);
  const unknown = [`; known are ${[...known].join(", ")}`] as const;
  for (const [option, { name }] of context.global) {
    if (known.has(option)) continue;
    if (caches.some(({ backend }) => isForeign(backend?.settings, "top", name, name, context))) continue;
    if (Object.hasOwn(CACHE_SETTINGS, name)) {
      const text = "unknown setting: it belongs in one of the CACHES";
      context.problems.add(name, "ERR_SETTING_PLACE", text, "move it into one of the CACHES");
    } else reportUnknown(context.problems, name, "setting", [...known], isKnown ? unknown : undefined);
  }
}

/** In Python any string names a logger; here it may name a module, by a path or with a #. */
function isPythonLogger(name: string, value: unknown): boolean {
  return name === `${DJANGO_PREFIX}LOGGER` && typeof value === "string" && !/[#/\\]/.test(value);
}
