import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const PACKAGES = new URL("../packages/", import.meta.url);

/** What a program of its own is has no API: the command line, and what makes plugins. */
const hasApi = (/** @type {string} */ name) =>
  JSON.parse(readFileSync(new URL(`${name}/package.json`, PACKAGES), "utf8")).exports?.["."] !== undefined;

/** The API reference, from the docstrings of the packages: Markdown, of which VitePress makes pages. */
export default {
  name: "API",
  entryPointStrategy: "packages",
  entryPoints: readdirSync(PACKAGES)
    .filter(hasApi)
    .map((name) => fileURLToPath(new URL(name, PACKAGES))),
  packageOptions: {
    entryPoints: ["src/index.ts"],
    // Their own build checks them, with a newer compiler.
    skipErrorChecking: true,
    excludeInternal: true,
    excludePrivate: true,
    excludeExternals: true,
    readme: "none",
    disableGit: true,
    disableSources: true,
    validation: { notExported: false },
  },
  plugin: ["typedoc-plugin-markdown", "typedoc-vitepress-theme"],
  out: "reference/api",
  docsRoot: ".",
  readme: "parts/api.md",
  mergeReadme: true,
  hideBreadcrumbs: true,
  hidePageHeader: true,
  sidebar: { autoConfiguration: true, pretty: false },
  treatWarningsAsErrors: true,
};
