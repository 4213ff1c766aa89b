export default {
  compatibilityDate: "2026-11-01",
  storage: {
    // Without LOCATION the server is CACHE_URL of the environment, which the application reads at run time.
    cache: { driver: "@coffer/unstorage", KEY_PREFIX: "example-nitro", TIMEOUT: "1h" },
  },
  // In this workspace the packages are bundled like sources, and they use bigints. A separate application does not
  // need this line.
  esbuild: { options: { target: "es2022" } },
  // The response of this route is kept for a minute; after that the stale one is served while a new one is loaded.
  routeRules: { "/swr": { swr: 60 } },
};
