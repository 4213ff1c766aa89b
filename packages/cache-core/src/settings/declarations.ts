import type { OptionDeclarations } from "../contracts/options.js";
import { BACKEND, DEFAULT_BACKEND, KEY_FUNCTION, LOGGER } from "../plugins/kinds.js";

/** The OPTIONS of every cache, whatever its backend. */
export const CORE_OPTIONS: OptionDeclarations = {
  LOGGER: {
    type: "plugin",
    kind: LOGGER,
    global: true,
    description: "Where ignored errors are logged; default: the console.",
  },
};

/** The prefix of the top-level names in django-redis. */
export const DJANGO_PREFIX = "DJANGO_REDIS_";

/** The settings of a cache, next to OPTIONS and including it. */
export const CACHE_SETTINGS: OptionDeclarations = {
  BACKEND: {
    type: "plugin",
    kind: BACKEND,
    default: DEFAULT_BACKEND,
    description: "The class of the cache itself.",
  },
  LOCATION: {
    type: "any",
    // For the reference only: the backend decides whether it is required, and its form.
    required: true,
    description:
      "The server's URL, several with commas between them, or a list: redis://, rediss:// or unix://. The first is the primary, the others are its replicas, unless CLIENT_CLASS uses them differently.",
  },
  TIMEOUT: {
    type: "any",
    nullable: true,
    default: 300,
    description:
      'The default lifetime of values: seconds, or a duration such as "500ms", "30s", "5m", "1h" or "7d"; null: never.',
  },
  KEY_PREFIX: { type: "string", default: "", description: "The prefix of every Redis key of the cache." },
  VERSION: {
    type: "any",
    default: 1,
    description: "The default version in the keys; incrVersion needs a number.",
  },
  KEY_FUNCTION: {
    type: "plugin",
    kind: KEY_FUNCTION,
    description: "Returns the Redis key for key, prefix and version; default: prefix:version:key.",
  },
  REVERSE_KEY_FUNCTION: {
    type: "plugin",
    kind: KEY_FUNCTION,
    description: "Returns the key of a Redis key that KEY_FUNCTION returned.",
  },
  OPTIONS: { type: "object", default: {}, description: "The plugins and the behaviour of the cache." },
};
