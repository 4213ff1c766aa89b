import { CACHE_SETTINGS } from "@coffer/cache-core";

/** `dummycache://?key_prefix=shop`, as django-environ has it: the settings of the cache itself. Others are for the cache in whose place it stands. */
export function fromUrl(url: string): Record<string, unknown> {
  const [, query] = url.split("?", 2);
  const said = [...new URLSearchParams(query)].map(([name, value]) => [name.toUpperCase(), value] as const);
  return Object.fromEntries(said.filter(([name]) => Object.hasOwn(CACHE_SETTINGS, name)));
}
