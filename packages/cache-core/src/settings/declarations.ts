import type { OptionDeclarations } from "../contracts/options.js";
import {
  BACKEND,
  CIPHER,
  CLIENT,
  COMPRESSOR,
  CONNECTION_FACTORY,
  KEY_FUNCTION,
  LOGGER,
  SERIALIZER,
} from "../kinds.js";

const MEBIBYTE = 2 ** 20;

/** The OPTIONS that the core itself reads. */
export const CORE_OPTIONS: OptionDeclarations = {
  CLIENT_CLASS: { type: "plugin", kind: CLIENT, required: true, description: "Carries out the commands." },
  SERIALIZER: {
    type: "plugin",
    kind: SERIALIZER,
    required: true,
    description: "Turns values into bytes and back.",
  },
  COMPRESSOR: {
    type: "plugin",
    kind: COMPRESSOR,
    nullable: true,
    default: "@coffer/cache-core#IdentityCompressor",
    description: "Makes serialized values smaller; null means none.",
  },
  CIPHER: {
    type: "plugin",
    kind: CIPHER,
    nullable: true,
    default: null,
    description: "Encrypts what is stored, after it was compressed; null means that it is not encrypted.",
  },
  CONNECTION_FACTORY: {
    type: "plugin",
    kind: CONNECTION_FACTORY,
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
    kind: LOGGER,
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
    description:
      "A value that serializes to more than this is not stored, and one that would inflate to more is not read.",
  },
};

/** Those of a cache whose backend uses no Redis. What else its OPTIONS say is for the backend that takes its place elsewhere. */
export const LONE_OPTIONS: OptionDeclarations = Object.fromEntries(
  Object.entries(CORE_OPTIONS).filter(([name]) =>
    ["LOGGER", "IGNORE_EXCEPTIONS", "LOG_IGNORED_EXCEPTIONS"].includes(name),
  ),
);

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

const SECONDS_OR_DURATION = {
  anyOf: [{ type: "number" }, { type: "string", pattern: "^(-?\\d+(\\.\\d+)?(ms|s|m|h|d)|\\d+)$" }],
};

/** What stands in a cache's settings, beside and with its OPTIONS. */
export const CACHE_SETTINGS: OptionDeclarations = {
  BACKEND: {
    type: "plugin",
    kind: BACKEND,
    default: "@coffer/cache-core#RedisCache",
    description: "The class of the cache itself.",
  },
  LOCATION: {
    type: "any",
    required: true,
    description:
      "The server's URL, several with commas between them, or a list: redis://, rediss:// or unix://. The first is the primary, the others are its replicas, if the client does not see it otherwise.",
    schema: { anyOf: [{ type: "string" }, { type: "array", minItems: 1, items: { type: "string" } }] },
  },
  TIMEOUT: {
    type: "any",
    nullable: true,
    default: 300,
    description:
      'How long values live where a call does not say: seconds, or a duration such as "500ms", "30s", "5m", "1h" or "7d"; null: for ever.',
    schema: SECONDS_OR_DURATION,
  },
  KEY_PREFIX: { type: "string", default: "", description: "What the keys of this cache begin with." },
  VERSION: {
    type: "any",
    default: 1,
    description: "The version in the keys where a call names none; incrVersion needs a number.",
    schema: { type: ["number", "string"] },
  },
  KEY_FUNCTION: {
    type: "plugin",
    kind: KEY_FUNCTION,
    description: "Makes the key in Redis of key, prefix and version; default: prefix:version:key.",
  },
  REVERSE_KEY_FUNCTION: {
    type: "plugin",
    kind: KEY_FUNCTION,
    description: "Finds the key again in what KEY_FUNCTION made of it.",
  },
  OPTIONS: { type: "object", default: {}, description: "What the cache is made of, and how it behaves." },
};
