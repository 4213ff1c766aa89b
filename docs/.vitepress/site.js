/** Where this site is. Its README, every package's `homepage` and the sitemap name the same address; a test compares them. */
export const SITE = "https://coffer-cache.github.io/coffer/";

export const REPOSITORY = "https://github.com/coffer-cache/coffer";
