import {
  CIPHER,
  CLIENT,
  COMPRESSOR,
  CONNECTION_FACTORY,
  Keys,
  SERIALIZER,
  Statistics,
} from "@coffer/backend-kit";
import {
  type BackendContext,
  buildPlugin,
  type Cipher,
  type Client,
  type ClientContext,
  type Compressor,
  type ConnectionFactory,
  type OptionDeclarations,
  type PluginKind,
  Problems,
  redactOnInspect,
  type Serializer,
} from "@coffer/cache-core";
import { Codec } from "./codec/codec.js";
import { EncryptingCodec } from "./codec/encrypting-codec.js";
import { makeErrorPolicy } from "./policy/error-policy.js";
import { readServers } from "./settings/read-servers.js";
import { withLayers } from "./with-layers.js";

/** A client and the parts that it was built with. */
export interface Built {
  readonly client: Client;
  readonly context: ClientContext & { readonly statistics: Statistics };
}

/**
 * Builds the client of a cache from the parts that its options name.
 * @throws ImproperlyConfigured with all problems: after one, the parts that do not depend on it are checked as well.
 */
export function buildClient(resolved: BackendContext): Built {
  const { alias, path, options, timeout } = resolved;
  const problems = new Problems();
  const part = <T>(
    name: "SERIALIZER" | "COMPRESSOR" | "CIPHER" | "CONNECTION_FACTORY" | "CLIENT_CLASS",
    kind: PluginKind,
    argument: unknown = options,
    plugin: unknown = options[name],
  ): T | undefined =>
    canBeBuilt(plugin, options)
      ? problems.collect(() => buildPlugin<T>(plugin, argument, kind, `${path}.OPTIONS.${name}`))
      : undefined;

  const servers = redactOnInspect(readServers(resolved, problems));
  const connections = part<ConnectionFactory>("CONNECTION_FACTORY", CONNECTION_FACTORY);
  for (const server of servers) {
    problems.collect(() => connections?.validate?.(server), `${path}.LOCATION`);
  }
  const serializer = part<Serializer>("SERIALIZER", SERIALIZER);
  const compressor = part<Compressor>("COMPRESSOR", COMPRESSOR);
  const cipher = part<Cipher>("CIPHER", CIPHER);
  const lacks = (!compressor && options.COMPRESSOR) || (!cipher && options.CIPHER);
  if (!connections || !serializer || lacks || servers.length === 0) throw problems.error();

  const statistics = new Statistics();
  const coding = { statistics, maxValueBytes: options.MAX_VALUE_BYTES };
  const context = {
    alias,
    servers,
    options,
    keys: new Keys(resolved),
    codec: cipher
      ? new EncryptingCodec(cipher, serializer, compressor, coding)
      : new Codec(serializer, compressor, coding),
    connections,
    timeout,
    ...makeErrorPolicy(alias, options),
    statistics,
  };
  const named = { client: `${path}.OPTIONS.CLIENT_CLASS`, layers: `${path}.OPTIONS.LAYERS` };
  const Client = withLayers(options.CLIENT_CLASS, options.LAYERS ?? [], named, problems);
  const client = Client === undefined ? undefined : part<Client>("CLIENT_CLASS", CLIENT, context, Client);
  if (!client || !problems.none) throw problems.error();
  return { client, context };
}

/** Whether a plugin was loaded and has what it requires. If not, the problem was reported before. */
function canBeBuilt(plugin: unknown, options: object): boolean {
  if (typeof plugin !== "function") return false;
  const given = options as Readonly<Record<string, unknown>>;
  const { options: declared = {} } = plugin as { options?: OptionDeclarations };
  return Object.entries(declared).every(([name, { required }]) => !required || given[name] !== undefined);
}
