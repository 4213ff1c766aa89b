export default {
  compatibilityDate: "2026-11-01",
  storage: {
    // Without LOCATION the server is CACHE_URL of the environment, which the application reads when it runs.
    cache: { driver: "@coffer/unstorage", KEY_PREFIX: "example-nitro", TIMEOUT: "1h" },
  },
  // In this workspace the packages are bundled as sources are, and they count with bigints. An application by itself needs no such line.
  esbuild: { options: { target: "es2022" } },
  // The answer of this route is kept for a minute; after that the old one is served while a new one is made.
  routeRules: { "/swr": { swr: 60 } },
};
