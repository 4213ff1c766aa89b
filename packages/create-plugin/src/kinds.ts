/** A kind of plugin that can be generated. The folder of the same name has its templates. */
export interface Kind {
  readonly description: string;
  /** How a cache's settings name the plugin with this plugin string. */
  readonly setting: (plugin: string) => string;
  /** What the tests empty on a Redis server; undefined if they need none. */
  readonly empties?: string;
}

export type KindName =
  | "serializer"
  | "compressor"
  | "cipher"
  | "client"
  | "layer"
  | "connection-factory"
  | "parser"
  | "key-function";

const option = (name: string) => (plugin: string) => `"OPTIONS": { "${name}": "${plugin}" }`;

const ONE_DATABASE = "an empty database: TEST_REDIS_URL, or redis://127.0.0.1:6379/15";

export const KINDS: Readonly<Record<KindName, Kind>> = {
  serializer: {
    description: "turns values into bytes and back",
    setting: option("SERIALIZER"),
  },
  compressor: {
    description: "makes serialized values smaller",
    setting: option("COMPRESSOR"),
  },
  cipher: {
    description: "encrypts what is stored",
    setting: option("CIPHER"),
  },
  client: {
    description: "has a topology: which server has a key",
    setting: option("CLIENT_CLASS"),
    empties: "empty databases 13 to 15 of TEST_REDIS_URL, or of redis://127.0.0.1:6379",
  },
  layer: {
    description: "changes what any client does: how long a value lives, who loads it, what is counted",
    setting: (plugin) => `"OPTIONS": { "LAYERS": ["${plugin}"] }`,
    empties: ONE_DATABASE,
  },
  "connection-factory": {
    description: "makes connections: passwords, proxies, pools",
    setting: option("CONNECTION_FACTORY"),
    empties: ONE_DATABASE,
  },
  parser: {
    description: "parses the replies of the server, for @coffer/connection-resp",
    setting: option("PARSER_CLASS"),
  },
  "key-function": {
    description: "builds the Redis key",
    setting: (plugin) => `"KEY_FUNCTION": "${plugin}"`,
  },
};

export const KIND_NAMES: readonly KindName[] = Object.keys(KINDS) as KindName[];
