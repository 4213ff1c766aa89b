/** The scheme of the servers, or one of django-environ's for caches. */
const CACHE_URL = /^(?:rediss?|unix|(?:redis|dummy|locmem)cache):/i;

/** Those of them without servers. */
const BACKENDS: Readonly<Record<string, string>> = {
  dummycache: "django.core.cache.backends.dummy.DummyCache",
  locmemcache: "django.core.cache.backends.locmem.LocMemCache",
};

/** Checks by the scheme whether a string is the URL of a cache. */
export function isCacheUrl(text: string): boolean {
  return CACHE_URL.test(text.trim());
}

/** The BACKEND of such a URL; undefined for the default. */
export function backendOf(url: string): string | undefined {
  return BACKENDS[url.trim().split(":", 1)[0]?.toLowerCase() as string];
}
