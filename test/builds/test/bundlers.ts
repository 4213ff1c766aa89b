import { promisify } from "node:util";
import { build } from "esbuild";
import webpack from "webpack";

/** Paths of source files by name. */
type Entries = Readonly<Record<string, string>>;

/** Builds each entry into a file of its name in `folder`, with this extension. */
export interface Bundler {
  readonly name: string;
  readonly ending: string;
  bundle(entries: Entries, folder: string): Promise<void>;
}

async function byWebpack(entry: Entries, path: string, isModule: boolean): Promise<void> {
  const compiler = webpack({
    mode: "production",
    target: "node20",
    entry,
    experiments: { outputModule: isModule },
    output: {
      path,
      filename: isModule ? "[name].mjs" : "[name].cjs",
      chunkFormat: isModule ? "module" : "commonjs",
      module: isModule,
    },
    // Minified once: class names are lost, which must make no difference.
    optimization: { minimize: !isModule },
    performance: { hints: false },
  });
  if (compiler === null) throw new Error("webpack gave no compiler");
  const stats = await promisify(compiler.run.bind(compiler))();
  await promisify(compiler.close.bind(compiler))();
  const { errors = [], warnings = [] } = stats?.toJson({ all: false, errors: true, warnings: true }) ?? {};
  complain([...errors, ...warnings].map(({ message, moduleName }) => `${moduleName}: ${message}`));
}

async function byEsbuild(entryPoints: Entries, outdir: string, format: "cjs" | "esm"): Promise<void> {
  // Recommended by esbuild's documentation for CommonJS packages in an ES module.
  const js =
    'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);';
  const { errors, warnings } = await build({
    entryPoints,
    bundle: true,
    platform: "node",
    target: "node20",
    format,
    outdir,
    outExtension: { ".js": format === "esm" ? ".mjs" : ".cjs" },
    logLevel: "silent",
    ...(format === "esm" && { banner: { js } }),
  });
  complain([...errors, ...warnings].map(({ text, location }) => `${location?.file}: ${text}`));
}

/** A warning is a failure too, since every author of an application that is bundled sees it. */
function complain(said: readonly string[]): void {
  if (said.length > 0) throw new Error(said.join("\n"));
}

export const BUNDLERS: readonly Bundler[] = [
  {
    name: "webpack to CommonJS",
    ending: ".cjs",
    bundle: (entries, folder) => byWebpack(entries, folder, false),
  },
  {
    name: "webpack to ES modules",
    ending: ".mjs",
    bundle: (entries, folder) => byWebpack(entries, folder, true),
  },
  {
    name: "esbuild to CommonJS",
    ending: ".cjs",
    bundle: (entries, folder) => byEsbuild(entries, folder, "cjs"),
  },
  {
    name: "esbuild to ES modules",
    ending: ".mjs",
    bundle: (entries, folder) => byEsbuild(entries, folder, "esm"),
  },
];
