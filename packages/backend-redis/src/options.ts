import { CIPHER, CLIENT, COMPRESSOR, CONNECTION_FACTORY, LAYER, SERIALIZER } from "@coffer/backend-kit";
import type { OptionDeclarations } from "@coffer/cache-core";

const MEBIBYTE = 2 ** 20;

/** The OPTIONS of a cache in Redis. */
export const OPTIONS: OptionDeclarations = {
  CLIENT_CLASS: {
    type: "plugin",
    kind: CLIENT,
    required: true,
    description: "The class of the client, which executes the commands.",
  },
  LAYERS: {
    type: "plugins",
    kind: LAYER,
    default: [],
    global: true,
    description: "Layers that add behaviour to the client, outermost first.",
  },
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
    default: null,
    description: "Makes serialized values smaller; null means none.",
  },
  CIPHER: {
    type: "plugin",
    kind: CIPHER,
    nullable: true,
    default: null,
    description: "Encrypts stored data, after compression; null means no encryption.",
  },
  CONNECTION_FACTORY: {
    type: "plugin",
    kind: CONNECTION_FACTORY,
    required: true,
    global: true,
    description: "Creates connections from URLs.",
  },
  IGNORE_EXCEPTIONS: {
    type: "boolean",
    nullable: true,
    default: false,
    global: true,
    description:
      "When Redis fails, methods give a fallback answer (a miss, false, 0) instead of an error; null means false.",
  },
  LOG_IGNORED_EXCEPTIONS: {
    type: "boolean",
    default: false,
    global: true,
    description: "Whether ignored errors are logged.",
  },
  CLOSE_CONNECTION: {
    type: "boolean",
    default: false,
    global: true,
    description: "Whether cache.close() releases the connections, as Django does after each request.",
  },
  SCAN_ITERSIZE: {
    type: "integer",
    min: 1,
    default: 1000,
    global: true,
    description: "How many keys the server looks at for one page of a scan.",
  },
  TIMEOUT_JITTER: {
    type: "number",
    min: 0,
    max: 0.5,
    default: 0,
    global: true,
    description:
      "Shortens each timeout by a random fraction, at most this one, so that values stored together do not expire together.",
  },
  MAX_VALUE_BYTES: {
    type: "integer",
    min: 1,
    unit: "bytes",
    default: 64 * MEBIBYTE,
    description:
      "The most bytes of a serialized value: a larger one is not stored, and one that would decompress to more is not read.",
  },
};
