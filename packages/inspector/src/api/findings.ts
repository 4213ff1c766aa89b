import type { Caches } from "@coffer/cache-core";
import { checkCache } from "../diagnosis/check-cache.js";
import { type Section, warning } from "../diagnosis/finding.js";
import { openClientOf } from "../diagnosis/servers.js";

/** The findings of `coffer doctor`. Rights and values are tested only if the page may write. */
export async function readFindings(caches: Caches, mayWrite: boolean): Promise<{ sections: Section[] }> {
  const sections: Section[] = [];
  // An application's own core may not have it.
  const { warnings = [] } = caches as Partial<Caches>;
  if (warnings.length > 0) {
    const findings = warnings.map((text) => warning(text));
    sections.push({ title: "settings", findings });
  }
  for (const alias of caches.aliases) {
    const cache = caches.get(alias);
    for await (const section of checkCache(cache, openClientOf(cache), mayWrite)) sections.push(section);
  }
  return { sections };
}
