import {
  type BackendContext,
  type BackendSettings,
  buildPlugin,
  COMMANDS,
  type ForeignMeaning,
  type OptionDeclarations,
  type PluginKind,
  Problems,
} from "@coffer/cache-core";

const kind = (name: string, word: string, ...methods: string[]): PluginKind => ({
  name,
  is: "class",
  shorthand: `@coffer/${word}-`,
  methods,
});

const PARTS: OptionDeclarations = {
  CONNECTION_FACTORY: {
    type: "plugin",
    kind: kind("connection factory", "connection", "connect", "disconnect"),
    global: true,
    required: true,
    description: "Connects.",
  },
  SERIALIZER: {
    type: "plugin",
    kind: kind("serializer", "serializer", "dumps", "loads"),
    required: true,
    description: "Dumps.",
  },
  COMPRESSOR: {
    type: "plugin",
    kind: kind("compressor", "compressor", "compress", "decompress"),
    nullable: true,
    default: null,
    description: "Compresses.",
  },
  CLIENT_CLASS: {
    type: "plugin",
    kind: kind("client", "client", ...COMMANDS, "ready", "close"),
    required: true,
    description: "Asks.",
  },
};

const FOREIGN: Readonly<Record<string, ForeignMeaning>> = {
  "value no.Compressor": { meaning: "same", here: null },
  "value the.Default": { meaning: "same" },
  "value no.Effect": { meaning: "no effect", why: "it has none here" },
  "value no.Counterpart": { meaning: "refused", instead: "use another" },
  "OPTIONS OLD": { meaning: "no effect", why: "it has none here" },
  "cache OLDER": { meaning: "refused", instead: "leave it out" },
  "top OLDEST": { meaning: "no effect", why: "it has none here" },
};

/** A backend without Redis: it creates the plugins that its options name, and passes each command to its client. */
export class StubBackend {
  static readonly options: OptionDeclarations = {
    ...PARTS,
    IGNORE_EXCEPTIONS: {
      type: "boolean",
      nullable: true,
      default: false,
      global: true,
      description: "Ignores.",
    },
    SCAN_ITERSIZE: { type: "integer", min: 1, default: 1000, global: true, description: "Scans." },
  };
  static readonly settings: BackendSettings = {
    fromUrl: (url) => ({ LOCATION: url }),
    meaningOf: (place, name) => FOREIGN[`${place} ${name}`],
  };

  readonly alias: string;
  readonly client: unknown;

  constructor(context: BackendContext) {
    const { alias, options, path, prefix, version, keyFunction, location } = context;
    const make = (key: string) => keyFunction?.(key, prefix, version) ?? `${prefix}:${version}:${key}`;
    this.alias = alias;
    const problems = new Problems();
    const given = options as Readonly<Record<string, { readonly options?: OptionDeclarations } | undefined>>;
    const built: Record<string, unknown> = {};
    for (const [name, { kind }] of Object.entries(PARTS) as [string, { kind: PluginKind }][]) {
      const plugin = given[name];
      const lacks = Object.entries(plugin?.options ?? {}).some(
        ([option, { required }]) => required && given[option] === undefined,
      );
      if (plugin === undefined || lacks) continue;
      const argument =
        name === "CLIENT_CLASS"
          ? { ...context, keys: { make }, servers: [location].flat(), connections: built.CONNECTION_FACTORY }
          : options;
      built[name] = problems.collect(() => buildPlugin(plugin, argument, kind, `${path}.OPTIONS.${name}`));
    }
    if (!problems.none || built.CLIENT_CLASS === undefined) throw problems.error();
    this.client = built.CLIENT_CLASS;
  }

  async close(): Promise<void> {}

  static {
    for (const name of [...COMMANDS, "wrap", "batch"]) {
      Object.defineProperty(StubBackend.prototype, name, {
        value(this: { client: Record<string, (...args: unknown[]) => unknown> }, ...args: unknown[]) {
          return this.client[name]?.(...args);
        },
      });
    }
  }
}
