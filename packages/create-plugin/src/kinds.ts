/** A kind of plugin that can be written. Its templates are in the folder of its name. */
export interface Kind {
  readonly description: string;
  /** How a cache's settings name such a plugin, whose plugin string is this. */
  readonly setting: (plugin: string) => string;
  /** Its suite wants a Redis server. */
  readonly needsRedis: boolean;
}

export type KindName =
  | "serializer"
  | "compressor"
  | "cipher"
  | "client"
  | "connection-factory"
  | "parser"
  | "key-function";

const option = (name: string) => (plugin: string) => `"OPTIONS": { "${name}": "${plugin}" }`;

export const KINDS: Readonly<Record<KindName, Kind>> = {
  serializer: {
    description: "turns values into bytes and back",
    setting: option("SERIALIZER"),
    needsRedis: false,
  },
  compressor: {
    description: "makes serialized values smaller",
    setting: option("COMPRESSOR"),
    needsRedis: false,
  },
  cipher: {
    description: "encrypts what is stored",
    setting: option("CIPHER"),
    needsRedis: false,
  },
  client: {
    description: "carries out the commands: which server has a key, how long a value lives",
    setting: option("CLIENT_CLASS"),
    needsRedis: true,
  },
  "connection-factory": {
    description: "makes connections: passwords, proxies, pools",
    setting: option("CONNECTION_FACTORY"),
    needsRedis: true,
  },
  parser: {
    description: "reads what the server replies, for @coffer/connection-resp",
    setting: option("PARSER_CLASS"),
    needsRedis: false,
  },
  "key-function": {
    description: "what a key is called in Redis",
    setting: (plugin) => `"KEY_FUNCTION": "${plugin}"`,
    needsRedis: false,
  },
};

export const KIND_NAMES: readonly KindName[] = Object.keys(KINDS) as KindName[];
