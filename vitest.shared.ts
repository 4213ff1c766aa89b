import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig } from "vitest/config";

/** What every workspace's tests have in common. Tests import packages by name, so they run on what `build` made. */
const shared = defineConfig({
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
    // Four of these run side by side on a small machine (turbo.json). One worker imports everything once, which is most of what short tests cost.
    maxWorkers: 1,
    // For tests that hang: what a test expects to be quick it says itself. A machine that is five times slower needs less than this.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
  },
});

export default shared;

/** For tests that mostly wait, for servers, processes and timeouts. */
export const waiting: typeof shared = mergeConfig(shared, { test: { maxWorkers: 2 } });
