/** A kind of plugin that can be written. Its templates are in the folder of its name. */
export interface Kind {
  readonly description: string;
  /** The option of a cache that names such a plugin. */
  readonly option: string;
  /** Its suite wants a Redis server. */
  readonly needsRedis: boolean;
}

export type KindName = "serializer" | "compressor" | "client" | "connection-factory" | "parser";

export const KINDS: Readonly<Record<KindName, Kind>> = {
  serializer: {
    description: "turns values into bytes and back",
    option: "SERIALIZER",
    needsRedis: false,
  },
  compressor: {
    description: "makes serialized values smaller",
    option: "COMPRESSOR",
    needsRedis: false,
  },
  client: {
    description: "carries out the commands: which server has a key, how long a value lives",
    option: "CLIENT_CLASS",
    needsRedis: true,
  },
  "connection-factory": {
    description: "makes connections: passwords, proxies, pools",
    option: "CONNECTION_FACTORY",
    needsRedis: true,
  },
  parser: {
    description: "reads what the server replies, for @coffer/connection-resp",
    option: "PARSER_CLASS",
    needsRedis: false,
  },
};

export const KIND_NAMES: readonly KindName[] = Object.keys(KINDS) as KindName[];
