import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** What every workspace's tests have in common. Tests import packages by name, so they run on what `build` made. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", fileURLToPath(new URL("./scripts/vitest-count.mjs", import.meta.url))],
    setupFiles: ["compare-buffers.ts", "take-coverage.ts"].map((name) =>
      fileURLToPath(new URL(`./test/fixtures/${name}`, import.meta.url)),
    ),
    // Node itself loads what was built, as in an application. Vite would rewrite the import() of the plugin loader
    // and could load a class twice, once its way and once Node's.
    server: { deps: { external: [/\/dist\/.*\.js$/] } },
    // The files that a worker runs share what they import, which was a fifth of the time that all tests take. None may change what is global.
    isolate: false,
    // Three of these run side by side on a small machine (turbo.json), each with servers of its own to wait for.
    maxWorkers: 2,
    // For tests that hang: what a test expects to be quick it says itself. A machine that is five times slower needs less than this.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
