import type { PluginKind } from "../contracts/plugin.js";
import { PluginError } from "../errors.js";
import { importAtRunTime } from "../import-at-run-time.js";
import { redactAddress } from "../redact.js";
import { absent } from "./absent.js";
import { ALIASES } from "./aliases.js";
import { isAllowed } from "./allow.js";
import { checkShape } from "./check-shape.js";
import { type PluginPath, parsePluginPath } from "./grammar.js";
import { resolveModule } from "./resolve.js";

/** What a module exports, by name. */
type Exports = Readonly<Record<string, unknown>>;

/**
 * Modules at hand, by name: what the core brings itself, and the package that created the caches. They need not be among the
 * application's own dependencies, and `allow` does not concern them.
 */
export type EmbeddedModules = Readonly<Record<string, Exports>>;

export interface PluginLoaderOptions {
  /** The folder that modules are looked for from. */
  readonly base: string;
  /** When given, plugin strings may name these modules only. */
  readonly allow?: readonly string[] | undefined;
  readonly embedded: EmbeddedModules;
}

/** Turns what a setting says, a plugin string or a class, into the class or function that it means. */
export class PluginLoader {
  readonly #options: PluginLoaderOptions;

  constructor(options: PluginLoaderOptions) {
    this.#options = options;
  }

  /**
   * @param setting the path of the setting, with which every message begins.
   * @throws PluginError
   */
  async load(plugin: unknown, kind: PluginKind, setting: string): Promise<unknown> {
    const found = typeof plugin === "string" ? await this.#find(plugin, kind, setting) : plugin;
    return checkShape(found, kind, setting, typeof plugin === "string" ? JSON.stringify(plugin) : "this");
  }

  async #find(text: string, kind: PluginKind, setting: string): Promise<unknown> {
    // An address may hold a password, and need not be a plugin to be written into the settings.
    const shown = redactAddress(text);
    const named = `${setting}: ${JSON.stringify(shown)}`;
    const alias = Object.hasOwn(ALIASES, text) ? ALIASES[text] : undefined;
    const full = alias ?? text;
    const path = shown === text ? parsePluginPath(full, kind) : "it is an address";
    if (typeof path === "string") {
      throw new PluginError(
        "ERR_PLUGIN_PATH",
        `${named} is not a plugin path: ${path}. Write a package ("@acme/cache"), a package and an export ("@acme/cache#Client") or a file ("./client.js")`,
      );
    }
    const { module, exportName } = path;
    const meant = module === text || text.includes("#") ? named : `${named} (${module})`;
    const { embedded } = this.#options;
    const [exported, where] = Object.hasOwn(embedded, module)
      ? [embedded[module] as Exports, module]
      : await this.#import(path, text, kind, named, meant);
    if (!Object.hasOwn(exported, exportName)) {
      const names = Object.keys(exported).filter(
        (name) => name !== "module.exports" && name !== "__esModule",
      );
      throw new PluginError(
        "ERR_PLUGIN_NOT_EXPORTED",
        `${meant}: ${where} has no export ${JSON.stringify(exportName)}; it has ${names.join(", ") || "none"}. Name one after a #`,
      );
    }
    return exported[exportName];
  }

  async #import(
    path: PluginPath,
    text: string,
    kind: PluginKind,
    named: string,
    meant: string,
  ): Promise<[exported: Exports, where: string]> {
    const { base, allow } = this.#options;
    const { module } = path;
    if (allow !== undefined && !isAllowed(module, base, allow)) {
      throw new PluginError(
        "ERR_PLUGIN_NOT_ALLOWED",
        `${named} is not allowed: ${module} is not on the list given as "allow" (${allow.join(", ")})`,
      );
    }
    const resolution = resolveModule(module, base);
    if ("failure" in resolution) {
      const { failure, where } = resolution;
      if (failure === "not installed") {
        throw new PluginError(
          "ERR_PLUGIN_NOT_INSTALLED",
          `${meant} is not installed: ${absent(text, path, kind, where)}${shorthandHint(text, module)}`,
        );
      }
      if (failure === "not exported") {
        throw new PluginError(
          "ERR_PLUGIN_NOT_EXPORTED",
          `${meant}: the package in ${where} does not export this module; see "exports" in its package.json`,
        );
      }
      throw new PluginError(
        "ERR_PLUGIN_BROKEN",
        `${meant} is installed, but ${where} is not JSON. Install the package again`,
      );
    }

    return [await importModule(resolution.url, meant), resolution.url];
  }
}

async function importModule(url: string, meant: string): Promise<Exports> {
  try {
    const exported: Exports = await importAtRunTime(url);
    // CommonJS that was compiled from ESM keeps its own `default` one level down.
    const inner = exported.default as Exports | null | undefined;
    return typeof inner === "object" && inner?.__esModule === true ? inner : exported;
  } catch (cause) {
    const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw new PluginError(
      "ERR_PLUGIN_BROKEN",
      `${meant} was found in ${url} and fails while it loads: ${why}`,
      { cause },
    );
  }
}

function shorthandHint(text: string, module: string): string {
  return module.endsWith(`-${text}`)
    ? `. For a package that is itself called ${text} write "${text}#default"`
    : "";
}
