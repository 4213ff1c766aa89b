/**
 * The code of every error of coffer, with its meaning. Wrong arguments of a call are plain `TypeError`s and `RangeError`s without a code.
 * No message contains a password.
 */
export const ERROR_CODES = {
  ERR_IMPROPERLY_CONFIGURED: "The settings are invalid; `problems` lists everything that is wrong.",
  ERR_SETTING_UNKNOWN: "A setting that nothing reads.",
  ERR_SETTING_MISSING: "A required setting is missing.",
  ERR_SETTING_VALUE: "A setting has an invalid value.",
  ERR_SETTING_PLACE: "A setting is in the wrong place, or set twice.",
  ERR_SETTINGS_FILE: "The settings file cannot be read; `cause` is the error.",
  ERR_ENVIRONMENT: "An environment variable that the settings name is missing, or must not be read.",
  ERR_PLUGIN_PATH: "A plugin string has an invalid form, or a scheme that is not allowed.",
  ERR_PLUGIN_NOT_ALLOWED: "The `allow` list does not contain the plugin.",
  ERR_PLUGIN_NOT_INSTALLED: "The module that a plugin string names is not installed.",
  ERR_PLUGIN_NOT_EXPORTED: "The module exists, but does not export what the plugin string names.",
  ERR_PLUGIN_BROKEN: "The module exists but fails while it loads; `cause` is its error.",
  ERR_PLUGIN_KIND: "The plugin is not of the kind that the setting requires.",
  ERR_PLUGIN_OPTIONS: "The plugin rejects its options.",
  ERR_UNREACHABLE: "The server could not be reached; the command was not sent.",
  ERR_NO_REPLY: "The connection broke before the reply; the command may have been executed.",
  ERR_TIMEOUT: "No reply within SOCKET_TIMEOUT; the command may have been executed.",
  ERR_REPLY:
    "Redis rejected the command, and `cause` is its reply; or its reply has a shape that is invalid for the command.",
  ERR_CLOSED: "The caches have been closed.",
  ERR_ENCODE: "The value would not come back equal, has more than MAX_VALUE_BYTES, or cannot be encrypted.",
  ERR_DECODE:
    "The stored bytes are not of the serializer's format, or not encrypted for this key with a known key.",
  ERR_COMPRESS: "The compressor failed on this value.",
  ERR_DAMAGED: "The stored bytes are of the compressor's format, but damaged.",
  ERR_TOO_LARGE: "The stored bytes would inflate to more than MAX_VALUE_BYTES.",
  ERR_KEY_NOT_FOUND: "The operation needs an existing key.",
  ERR_CONFLICT: "Others wrote the key during each attempt of `update`.",
  ERR_LOAD_CYCLE: "Loaders of getOrSet wait for each other.",
  ERR_LOAD_TIMEOUT: "A load took longer than `hardTimeout`, and there was no old value.",
  ERR_LOCK: "The lock could not be acquired, or is not held.",
  ERR_LOCK_NOT_OWNED: "The lock expired, was deleted, or has another holder.",
} as const;

/** One of `ERROR_CODES`. */
export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * The base of all errors of coffer. Compare `code`: class identity is lost if two copies of the core are installed.
 */
export class CacheError<Code extends ErrorCode = ErrorCode> extends Error {
  /** What is wrong, for programs: one of `ERROR_CODES`. */
  readonly code: Code;

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

type PluginCode = Extract<ErrorCode, `ERR_PLUGIN_${string}`>;

/** One problem of the settings, as data, so that tools need not parse the message. */
export interface SettingsProblem {
  /** The path of the setting, such as `CACHES.default.OPTIONS.SERIALIZER`; empty if the problem concerns none. */
  readonly path: string;
  /** What is wrong, for programs: one of `ERROR_CODES`. */
  readonly code: ErrorCode;
  /** What to do, as a phrase without a full stop. */
  readonly hint?: string | undefined;
  /** The complete text for people. It begins with the path. */
  readonly message: string;
  /** The error behind the problem, such as that of a module that fails while it loads. */
  readonly cause?: unknown;
}

/** A plugin string for which no plugin was found. */
export class PluginError extends CacheError<PluginCode> {
  /** The path of the setting that names the plugin. */
  readonly path: string;
  /** What to do, as a phrase without a full stop. */
  readonly hint: string | undefined;

  constructor(code: PluginCode, path: string, text: string, hint?: string, cause?: unknown) {
    super(code, `${path}: ${text}`, cause === undefined ? {} : { cause });
    this.path = path;
    this.hint = hint;
  }
}

/** Invalid settings. */
export class ImproperlyConfigured extends CacheError<"ERR_IMPROPERLY_CONFIGURED"> {
  /** All problems of the settings, at least one. */
  readonly problems: readonly SettingsProblem[];

  /** @param problems complete problems, or plain errors of plugins that reject their options. */
  constructor(problems: readonly (SettingsProblem | Error)[]) {
    const all = problems.map(problemFrom);
    const [first, ...more] = all;
    const list = all.map(({ message }) => `- ${message}`).join("\n");
    const text = more.length === 0 ? first?.message : `${all.length} problems:\n${list}`;
    super("ERR_IMPROPERLY_CONFIGURED", `coffer's settings: ${text}`, { cause: first?.cause });
    this.problems = all;
  }
}

/** Errors of Node have a `path` and a `code`, too, which mean something else. */
function problemFrom(error: SettingsProblem | Error): SettingsProblem {
  const { path = "", code, hint, message } = error as Partial<SettingsProblem> & Error;
  const isOurs = Object.hasOwn(ERROR_CODES, code ?? "");
  // Keeps every error that a plugin throws.
  const cause = isOurs || !(error instanceof Error) ? error.cause : error;
  return Object.freeze({
    ...(isOurs ? { path, code: code as ErrorCode, hint } : { path: "", code: "ERR_PLUGIN_OPTIONS" as const }),
    message,
    ...(cause !== undefined && { cause }),
  });
}

/**
 * Returns the problems that an error contains: those of an `ImproperlyConfigured`, otherwise the error itself as the only one. It compares
 * the code, not the class: a plugin may throw the ImproperlyConfigured of another copy of the core.
 */
export function problemsIn(error: unknown): readonly SettingsProblem[] {
  const { problems } = (error ?? {}) as Partial<ImproperlyConfigured>;
  if (codeOf(error) === "ERR_IMPROPERLY_CONFIGURED" && problems !== undefined) return problems;
  return [problemFrom(error instanceof Error ? error : new Error(String(error)))];
}

type ConnectionCode = "ERR_UNREACHABLE" | "ERR_NO_REPLY" | "ERR_TIMEOUT" | "ERR_REPLY" | "ERR_CLOSED";

/** Redis, or the connection to it, failed. This is what IGNORE_EXCEPTIONS ignores. */
export class ConnectionInterrupted extends CacheError<ConnectionCode> {}

/** A value cannot be serialized, or bytes cannot be deserialized. */
export class SerializerError extends CacheError<"ERR_ENCODE" | "ERR_DECODE"> {}

/** Bytes cannot be compressed or decompressed. */
export class CompressorError extends CacheError<"ERR_COMPRESS" | "ERR_DAMAGED" | "ERR_TOO_LARGE"> {}

/** A value cannot be encrypted, or stored bytes were not encrypted for their Redis key with a known encryption key. */
export class CipherError extends CacheError<"ERR_ENCODE" | "ERR_DECODE"> {}

/** The operation needs an existing key. */
export class KeyNotFound extends CacheError<"ERR_KEY_NOT_FOUND"> {
  constructor(key: string) {
    super("ERR_KEY_NOT_FOUND", `there is no key ${JSON.stringify(key)}`);
  }
}

/** Other clients wrote the key during each attempt of `update`: nothing was stored. */
export class UpdateConflict extends CacheError<"ERR_CONFLICT"> {
  constructor(key: string, attempts: number) {
    super(
      "ERR_CONFLICT",
      `update: others wrote ${JSON.stringify(key)} during each of ${attempts} attempts: try again later, ` +
        "or raise attempts; use a set, a hash or a counter for values with many concurrent writers",
    );
  }
}

/** A loader called `getOrSet` for a key whose own loader waits for this one: neither would ever end. */
export class LoadCycle extends CacheError<"ERR_LOAD_CYCLE"> {
  /** @param keys the keys in the order in which their loaders wait for each other; the first and the last are the same. */
  constructor(keys: readonly string[]) {
    const [asking, asked] = keys.map((key) => JSON.stringify(key));
    super(
      "ERR_LOAD_CYCLE",
      `getOrSet: the loader of ${asking} loads ${asked}, which would wait for it: ${keys.join(" -> ")}. ` +
        "Load what both need in a separate loader",
    );
  }
}

/** `getOrSet` got no value within `hardTimeout`. */
export class LoadTimeout extends CacheError<"ERR_LOAD_TIMEOUT"> {
  constructor(key: string, milliseconds: number) {
    const text = `getOrSet: ${JSON.stringify(key)} was not loaded within hardTimeout (${milliseconds} ms)`;
    super("ERR_LOAD_TIMEOUT", text);
  }
}

/** A lock was not acquired in time, or is not held. */
export class LockError extends CacheError<"ERR_LOCK" | "ERR_LOCK_NOT_OWNED"> {}

/** A lock that was held has expired, was deleted, or has another holder. */
export class LockNotOwned extends LockError {}

for (const error of [
  CacheError,
  PluginError,
  ImproperlyConfigured,
  ConnectionInterrupted,
  SerializerError,
  CompressorError,
  CipherError,
  KeyNotFound,
  UpdateConflict,
  LoadCycle,
  LoadTimeout,
  LockError,
  LockNotOwned,
]) {
  Object.defineProperty(error.prototype, "name", { value: error.name, configurable: true, writable: true });
}

/** Returns the `code` of any error; `undefined` if it has none. */
export function codeOf(error: unknown): string | undefined {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}
