// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are what this file is about.
import type { Problems } from "../problems.js";
import { isPlainObject } from "./check-value.js";

/** `${NAME}`, `${NAME:-default}`, and `$${` for a literal `${`. */
const REFERENCE = /\$\$\{|\$\{(?:([a-z_]\w*)(?::-((?:(?!\$\{)[^}])*))?\}|[^}]*)/gi;

export interface Substituted {
  readonly settings: unknown;
  /** The paths of the values that contain environment variables: they are strings, and may be secrets. */
  readonly texts: ReadonlySet<string>;
}

/**
 * Replaces environment variables in the strings of settings. Only in values, and after parsing, so that a quote in a
 * password is part of it. As in a shell, a default also replaces an empty variable.
 * @param env the allowed variables, where a star at the end matches any rest; `undefined`: all.
 */
export function substituteEnvironment(
  settings: unknown,
  env: readonly string[] | undefined,
  problems: Problems,
): Substituted {
  const texts = new Set<string>();

  function substitute(value: unknown, path: string): unknown {
    if (typeof value === "string") return value.includes("${") ? fill(value, path) : value;
    if (Array.isArray(value)) return value.map((each, index) => substitute(each, `${path}[${index}]`));
    if (!isPlainObject(value)) return value;
    const entries = Object.entries(value);
    const prefix = path === "" ? "" : `${path}.`;
    return Object.fromEntries(entries.map(([name, each]) => [name, substitute(each, prefix + name)]));
  }

  function fill(text: string, path: string): string | undefined {
    const faults: string[] = [];
    let hint: string | undefined;
    const filled = text.replace(REFERENCE, (reference, name?: string, fallback?: string) => {
      if (reference === "$${") return "${";
      if (name === undefined) {
        hint ??= "name an environment variable in the braces, or double the $ if none is meant";
        faults.push(
          "write ${ with the name of an environment variable and }, such as ${REDIS_PASSWORD} or ${REDIS_PASSWORD:-default}; for a plain ${ write $${",
        );
        return "";
      }
      if (env !== undefined && !env.some((entry) => isNamedBy(name, entry))) {
        const list = env.length === 0 ? "it is empty" : env.join(", ");
        faults.push(
          `the environment variable ${name} is not allowed: it is not on the list given as "env" (${list})`,
        );
        return "";
      }
      texts.add(path);
      const found = process.env[name];
      const value = found === undefined || found === "" ? (fallback ?? found) : found;
      if (value === undefined) {
        hint ??= `set ${name} in the environment before the application starts`;
        faults.push(`the environment has no ${name}: set it, or write \${${name}:-default}`);
      }
      return value ?? "";
    });
    if (faults.length === 0) return filled;
    problems.addMissing(path, "ERR_ENVIRONMENT", [...new Set(faults)].join("; "), hint);
    return undefined;
  }

  return { settings: substitute(settings, ""), texts };
}

function isNamedBy(name: string, entry: string): boolean {
  return entry.endsWith("*") ? name.startsWith(entry.slice(0, -1)) : name === entry;
}
