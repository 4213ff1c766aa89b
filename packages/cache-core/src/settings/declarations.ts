import type { OptionDeclarations } from "../contracts/options.js";

const MEBIBYTE = 2 ** 20;

/** The OPTIONS that the core itself reads. */
export const CORE_OPTIONS: OptionDeclarations = {
  CLIENT_CLASS: { type: "plugin", kind: "client", required: true, description: "Carries out the commands." },
  SERIALIZER: {
    type: "plugin",
    kind: "serializer",
    required: true,
    description: "Turns values into bytes and back.",
  },
  COMPRESSOR: {
    type: "plugin",
    kind: "compressor",
    nullable: true,
    default: "@coffer/cache-core#IdentityCompressor",
    description: "Makes serialized values smaller; null means none.",
  },
  CONNECTION_FACTORY: {
    type: "plugin",
    kind: "connection factory",
    required: true,
    description: "Makes connections from URLs.",
  },
  IGNORE_EXCEPTIONS: {
    type: "boolean",
    nullable: true,
    default: false,
    description:
      "When Redis fails, methods give a quiet answer (a miss, false, 0) instead of an error; null means false.",
  },
  LOG_IGNORED_EXCEPTIONS: {
    type: "boolean",
    default: false,
    description: "Log the errors that are ignored.",
  },
  LOGGER: {
    type: "plugin",
    kind: "logger",
    description: "Where ignored errors are logged; default: the console.",
  },
  CLOSE_CONNECTION: {
    type: "boolean",
    default: false,
    description: "Whether cache.close() lets go of the connections, as Django does after each request.",
  },
  SCAN_ITERSIZE: {
    type: "integer",
    min: 1,
    default: 1000,
    description: "How many keys the server looks at for one page of a scan.",
  },
  MAX_VALUE_BYTES: {
    type: "integer",
    min: 1,
    unit: "bytes",
    default: 64 * MEBIBYTE,
    description: "A stored value that would inflate to more than this is refused.",
  },
};

/** OPTIONS that the top level of the settings may give for all caches at once. */
export const GLOBAL_OPTIONS: readonly string[] = [
  "IGNORE_EXCEPTIONS",
  "LOG_IGNORED_EXCEPTIONS",
  "LOGGER",
  "CONNECTION_FACTORY",
  "SCAN_ITERSIZE",
  "CLOSE_CONNECTION",
  "CACHE_HERD_TIMEOUT",
];

/** The prefix under which the original has these names. */
export const DJANGO_PREFIX = "DJANGO_REDIS_";

/** What stands beside OPTIONS in a cache's settings. */
export const CACHE_SETTINGS: readonly string[] = [
  "BACKEND",
  "LOCATION",
  "TIMEOUT",
  "KEY_PREFIX",
  "VERSION",
  "KEY_FUNCTION",
  "REVERSE_KEY_FUNCTION",
  "OPTIONS",
];
