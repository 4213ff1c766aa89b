import { readmeBlocks } from "../../../fixtures/readme-blocks.js";

/**
 * An application of a framework that this workspace does not install. Its pages show a random number, as `made: 0.5`.
 */
export interface FrameworkApplication {
  readonly name: string;
  readonly installs: readonly string[];
  /** The files by path. What the READMEs have for the framework is taken from them. */
  readonly files: Readonly<Record<string, string>>;
  /** The program that builds it, and its arguments; then the one that serves it. */
  readonly build: readonly string[];
  readonly start: readonly string[];
  /** The name of the variable by which the README's files find Redis. */
  readonly variable: "CACHE_URL" | "REDIS_URL";
  /** The pages that are rendered once for all processes. */
  readonly pages: readonly string[];
}

const unstorage = readmeBlocks("unstorage");
const next = readmeBlocks("next");
const NITRO_CONFIG = unstorage["nitro.config.mjs"] ?? "";

/** "use cache" and its handlers are for Next 16. */
const NEXT_15_CONFIG = (next["next.config.mjs"] ?? "").replace(/^ *cache(Components|Handlers):.*\n/gm, "");

export const FRAMEWORKS: readonly FrameworkApplication[] = [
  {
    // On Node 20 npm installs 4.4, the last version that supports it.
    name: "Nuxt 4",
    installs: ["coffer", "@coffer/unstorage", "nuxt@4"],
    files: {
      "nitro.config.mjs": NITRO_CONFIG,
      "nuxt.config.mjs": `
        import nitro from "./nitro.config.mjs";
        export default defineNuxtConfig({
          compatibilityDate: "2026-11-01",
          nitro,
          routeRules: { "/page": { swr: 60 } },
          telemetry: false,
        });
      `,
      "app/app.vue": `
        <script setup>
        const made = useState("made", () => Math.random());
        </script>
        <template><p>{{ "made: " + made }}</p></template>
      `,
      "server/api/cached.get.js": `
        export default defineCachedEventHandler(() => "made: " + Math.random(), { maxAge: 60, name: "cached" });
      `,
    },
    build: ["node_modules/nuxt/bin/nuxt.mjs", "build"],
    start: [".output/server/index.mjs"],
    variable: "CACHE_URL",
    pages: ["/page", "/api/cached"],
  },
  {
    name: "Nitro 2 with a driver that imports a compressor",
    installs: ["coffer", "@coffer/unstorage", "@coffer/compressor-zlib", "nitropack@2"],
    files: {
      "nitro.config.mjs": NITRO_CONFIG.replace('"@coffer/unstorage"', '"./driver.mjs"'),
      "driver.mjs": unstorage["driver.mjs"] ?? "",
      "routes/index.get.js": `
        export default defineCachedEventHandler(() => "made: " + Math.random(), { maxAge: 60, name: "cached" });
      `,
    },
    build: ["node_modules/nitropack/dist/cli/index.mjs", "build"],
    start: [".output/server/index.mjs"],
    variable: "CACHE_URL",
    pages: ["/"],
  },
  {
    // An exact version, since a range does not include prereleases.
    name: "Nitro 3",
    installs: ["coffer", "@coffer/unstorage", "nitro@3.0.260903-beta"],
    files: {
      "nitro.config.mjs": NITRO_CONFIG.replace("export default {", '$& serverDir: ".",'),
      "routes/index.get.js": `
        import { defineHandler } from "nitro";
        import { defineCachedFunction } from "nitro/cache";
        // Handlers are cached per host, and the two processes have different ports.
        const make = defineCachedFunction(() => Math.random(), { maxAge: 60, name: "make", getKey: () => "all" });
        export default defineHandler(async () => "made: " + (await make()));
      `,
    },
    build: ["node_modules/nitro/dist/cli/index.mjs", "build"],
    start: [".output/server/index.mjs"],
    variable: "CACHE_URL",
    pages: ["/"],
  },
  {
    name: "Next 15",
    installs: ["coffer", "@coffer/next", "next@15", "react@19", "react-dom@19"],
    files: {
      "cache-handler.mjs": next["cache-handler.mjs"] ?? "",
      "next.config.mjs": NEXT_15_CONFIG,
      "app/layout.js":
        "export default function Layout({ children }) { return <html><body>{children}</body></html>; }",
      "app/page.js": `
        export const revalidate = 60;
        export default async function Page() { return <p>{"made: " + Math.random()}</p>; }
      `,
      "app/data/route.js": `
        import { unstable_cache } from "next/cache";
        const make = unstable_cache(async () => Math.random(), ["data"], { revalidate: 60 });
        export const dynamic = "force-dynamic";
        export async function GET() { return new Response("made: " + (await make())); }
      `,
    },
    build: ["node_modules/next/dist/bin/next", "build"],
    start: ["node_modules/next/dist/bin/next", "start"],
    variable: "REDIS_URL",
    pages: ["/", "/data"],
  },
];
