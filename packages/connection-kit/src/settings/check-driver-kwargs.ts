import { PluginError } from "@coffer/cache-core";
import type { DriverOptions } from "./driver-options.js";
import { adviceOnArgument, unknown } from "./read-arguments.js";

/** The options that a driver knows, for its object or for an object among these options, such as `tls`. */
export interface KnownOptions {
  /** The names of the options. */
  readonly known: readonly string[];
  /** Options that coffer's deadlines depend on, with the only value that is allowed. */
  readonly fixed?: DriverOptions;
  /** Options that are rejected, with the reason or what to write instead. */
  readonly instead?: Readonly<Record<string, string>>;
  /** Options that are objects, with the options that they may have. */
  readonly parts?: Readonly<Record<string, KnownOptions>>;
}

/**
 * Adds the problems of `REDIS_CLIENT_KWARGS` to `problems`. Drivers ignore options that they do not know: a mistyped
 * `tls` would send the password over a connection without TLS.
 * @param isOwnClass whether REDIS_CLIENT_CLASS is a class other than the driver's: it may have more options.
 */
export function checkDriverKwargs(
  kwargs: DriverOptions,
  options: KnownOptions,
  problems: Error[],
  isOwnClass: boolean,
): void {
  checkPart("REDIS_CLIENT_KWARGS", kwargs, options, problems, isOwnClass);
}

function checkPart(
  path: string,
  given: DriverOptions,
  options: KnownOptions,
  problems: Error[],
  isOwnClass: boolean,
): void {
  const { known, fixed = {}, instead = {}, parts = {} } = options;
  const names = known.filter((name) => !Object.hasOwn(instead, name));
  for (const [name, value] of Object.entries(given)) {
    if (Object.hasOwn(fixed, name) && fixed[name] === value) continue;
    const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
    const wrong = Object.hasOwn(instead, name)
      ? `leave it out: ${instead[name]}`
      : Object.hasOwn(fixed, name)
        ? "leave it out: coffer's deadlines depend on it"
        : known.includes(name)
          ? undefined
          : (adviceOnArgument(name) ?? (isOwnClass ? undefined : unknown("option", name, names)));
    if (wrong !== undefined)
      problems.push(new PluginError("ERR_PLUGIN_OPTIONS", `${path}.${name}`, wrong, wrong));
    else if (part !== undefined && typeof value === "object" && value !== null) {
      checkPart(`${path}.${name}`, value as DriverOptions, part, problems, isOwnClass);
    }
  }
}
