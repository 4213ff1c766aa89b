const CACHE_URL = /^(?:rediss?|unix|(?:redis|dummy|locmem)cache):/i;

/** Whether text is the URL of a cache, by its scheme: that of its servers, or one of those that django-environ has for caches. */
export function isCacheUrl(text: string): boolean {
  return CACHE_URL.test(text.trim());
}
