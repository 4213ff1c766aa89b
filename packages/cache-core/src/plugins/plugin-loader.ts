import type { EmbeddedModules } from "../contracts/create-caches.js";
import type { PluginKind } from "../contracts/plugin.js";
import { PluginError } from "../errors.js";
import { redactAddress } from "../messages/redact.js";
import { absent } from "./absent.js";
import { ALIASES } from "./aliases.js";
import { isAllowed } from "./allow.js";
import { checkShape } from "./check-shape.js";
import { type PluginPath, parsePluginPath } from "./grammar.js";
import { importAtRunTime } from "./import-at-run-time.js";
import { DEFAULT_BACKEND } from "./kinds.js";
import { pluginOrigins } from "./plugin-origins.js";
import { resolveModule } from "./resolve.js";

/** The exports of a module, by name. */
type Exports = EmbeddedModules[string];

export interface PluginLoaderOptions {
  /** The folder from which modules are resolved. */
  readonly base: string;
  /** If given, plugin strings may name only these modules. */
  readonly allow?: readonly string[] | undefined;
  readonly embedded: EmbeddedModules;
}

/** A plugin string, and its form in messages. */
interface Asked {
  readonly path: PluginPath;
  readonly text: string;
  readonly kind: PluginKind;
  readonly setting: string;
  readonly named: string;
  /** The same with the module that it means. */
  readonly meant: string;
}

const FORMS =
  'Write a package ("@acme/cache"), a package and an export ("@acme/cache#Client") or a file ("./client.js")';

/** Loads the class or function for a setting, which is a plugin string or a class. */
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
    // An address may contain a password, even one that was never meant as a plugin.
    const shown = redactAddress(text);
    const named = JSON.stringify(shown);
    const aliases = { ...ALIASES, ...kind.aliases };
    const alias = Object.hasOwn(aliases, text) ? aliases[text] : undefined;
    const path = shown === text ? parsePluginPath(alias ?? text, kind) : "it is an address";
    if (typeof path === "string") {
      const why = `${named} is not a plugin path: ${path}. ${FORMS}`;
      throw new PluginError("ERR_PLUGIN_PATH", setting, why, FORMS);
    }
    const { module, exportName } = path;
    const meant = module === text || text.includes("#") ? named : `${named} (${module})`;
    const { embedded } = this.#options;
    const [exported, where] = Object.hasOwn(embedded, module)
      ? [embedded[module] as Exports, module]
      : await this.#import({ path, text, kind, setting, meant, named });
    if (!Object.hasOwn(exported, exportName)) {
      const names = Object.keys(exported).filter(
        (name) => name !== "module.exports" && name !== "__esModule",
      );
      throw new PluginError(
        "ERR_PLUGIN_NOT_EXPORTED",
        setting,
        `${meant}: ${where} has no export ${JSON.stringify(exportName)}; it has ${names.join(", ") || "none"}. Name one after a #`,
        "name one of the exports that it has, as in package#Name",
      );
    }
    pluginOrigins.set(Object(exported[exportName]), where);
    return exported[exportName];
  }

  async #import(asked: Asked): Promise<[exported: Exports, where: string]> {
    const { path, text, kind, setting, meant, named } = asked;
    const { base, allow } = this.#options;
    const { module } = path;
    // Settings from outside do not name the default.
    if (allow !== undefined && module !== DEFAULT_BACKEND && !isAllowed(module, base, allow)) {
      throw new PluginError(
        "ERR_PLUGIN_NOT_ALLOWED",
        setting,
        `${named} is not allowed: ${module} is not on the list given as "allow" (${allow.join(", ")})`,
      );
    }
    const resolution = resolveModule(module, base);
    if ("url" in resolution) {
      return [await importModule(resolution.url, setting, meant), resolution.url];
    }
    const { failure, where } = resolution;
    if (failure === "not installed") {
      const [why, hint] = absent(text, path, kind, where);
      const itself = module.endsWith(`-${text}`)
        ? `. For a package that is itself called ${text} write "${text}#default"`
        : "";
      throw new PluginError(
        "ERR_PLUGIN_NOT_INSTALLED",
        setting,
        `${meant} is not installed: ${why}${itself}`,
        hint,
      );
    }
    if (failure === "not exported") {
      throw new PluginError(
        "ERR_PLUGIN_NOT_EXPORTED",
        setting,
        `${meant}: the package in ${where} does not export this module; see "exports" in its package.json`,
        "name one of the modules that the package exports",
      );
    }
    const hint = "Install the package again";
    const broken = `${meant} is installed, but ${where} is not JSON. ${hint}`;
    throw new PluginError("ERR_PLUGIN_BROKEN", setting, broken, hint);
  }
}

async function importModule(url: string, setting: string, meant: string): Promise<Exports> {
  try {
    const exported: Exports = await importAtRunTime(url);
    // CommonJS compiled from ESM has its own `default` one level down.
    const inner = exported.default as (Exports & { readonly __esModule?: unknown }) | null | undefined;
    return typeof inner === "object" && inner?.__esModule === true ? inner : exported;
  } catch (cause) {
    const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw new PluginError(
      "ERR_PLUGIN_BROKEN",
      setting,
      `${meant} was found in ${url} and fails while it loads: ${why}`,
      "correct the module, or install what it needs",
      cause,
    );
  }
}
