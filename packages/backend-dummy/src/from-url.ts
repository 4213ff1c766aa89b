import { CACHE_SETTINGS } from "@coffer/cache-core";

/**
 * `dummycache://?key_prefix=shop`, as in django-environ: the settings of the cache itself. Other settings are for the
 * cache that it replaces, and are ignored.
 */
export function fromUrl(url: string): Record<string, unknown> {
  const [, query] = url.split("?", 2);
  const said = [...new URLSearchParams(query)].map(([name, value]) => [name.toUpperCase(), value] as const);
  return Object.fromEntries(said.filter(([name]) => Object.hasOwn(CACHE_SETTINGS, name)));
}
