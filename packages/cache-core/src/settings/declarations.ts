import type { OptionDeclarations } from "../contracts/options.js";
import { BACKEND, DEFAULT_BACKEND, KEY_FUNCTION, LOGGER } from "../plugins/kinds.js";

/** The OPTIONS that every cache has, whatever its backend. */
export const CORE_OPTIONS: OptionDeclarations = {
  LOGGER: {
    type: "plugin",
    kind: LOGGER,
    global: true,
    description: "Where ignored errors are logged; default: the console.",
  },
};

/** The prefix under which the original has the names of the top level. */
export const DJANGO_PREFIX = "DJANGO_REDIS_";

/** What stands in a cache's settings, beside and with its OPTIONS. */
export const CACHE_SETTINGS: OptionDeclarations = {
  BACKEND: {
    type: "plugin",
    kind: BACKEND,
    default: DEFAULT_BACKEND,
    description: "The class of the cache itself.",
  },
  LOCATION: {
    type: "any",
    // For the reference: what it has to be, if anything, the backend says.
    required: true,
    description:
      "The server's URL, several with commas between them, or a list: redis://, rediss:// or unix://. The first is the primary, the others are its replicas, unless CLIENT_CLASS uses them differently.",
  },
  TIMEOUT: {
    type: "any",
    nullable: true,
    default: 300,
    description:
      'How long values live where a call does not say: seconds, or a duration such as "500ms", "30s", "5m", "1h" or "7d"; null: never.',
  },
  KEY_PREFIX: { type: "string", default: "", description: "What the keys of this cache begin with." },
  VERSION: {
    type: "any",
    default: 1,
    description: "The version in the keys where a call names none; incrVersion needs a number.",
  },
  KEY_FUNCTION: {
    type: "plugin",
    kind: KEY_FUNCTION,
    description: "Makes the key in Redis of key, prefix and version; default: prefix:version:key.",
  },
  REVERSE_KEY_FUNCTION: {
    type: "plugin",
    kind: KEY_FUNCTION,
    description: "Returns the key from a Redis key that KEY_FUNCTION made.",
  },
  OPTIONS: { type: "object", default: {}, description: "What the cache is made of, and how it behaves." },
};
