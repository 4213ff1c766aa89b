import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

/**
 * Builds the page into the package, with relative addresses, since it does not know where an application mounts it.
 */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  build: {
    outDir: "../dist/ui",
    emptyOutDir: true,
    target: ["chrome111", "firefox111", "safari16.4"],
    modulePreload: { polyfill: false },
    // The page's policy allows no image and no font from data: URLs.
    assetsInlineLimit: 0,
    license: { fileName: "licenses.md" },
    reportCompressedSize: false,
  },
  logLevel: "warn",
});
