import { Caches } from "./caches.js";
import { Codec } from "./codec.js";
import type { BackendClass, Cache, CacheContext, LoneCacheContext } from "./contracts/cache.js";
import type { Cipher } from "./contracts/cipher.js";
import type { Client, ClientContext } from "./contracts/client.js";
import type { Compressor } from "./contracts/compressor.js";
import type { ConnectionFactory } from "./contracts/connection.js";
import type { PluginKind } from "./contracts/plugin.js";
import type { Serializer } from "./contracts/serializer.js";
import type { CreateCachesOptions } from "./create-caches.js";
import { EncryptingCodec } from "./encrypting-codec.js";
import { makeErrorPolicy } from "./error-policy.js";
import { IdentityCompressor } from "./identity-compressor.js";
import { Keys } from "./keys.js";
import { BACKEND, CIPHER, CLIENT, COMPRESSOR, CONNECTION_FACTORY, SERIALIZER } from "./kinds.js";
import { buildPlugin } from "./loader/build.js";
import { PluginLoader } from "./loader/plugin-loader.js";
import { redactOnInspect } from "./redact-on-inspect.js";
import { RedisCache } from "./redis-cache.js";
import { checkCreateOptions } from "./settings/check-create-options.js";
import { Mistakes } from "./settings/mistakes.js";
import { readSettings } from "./settings/read-settings.js";
import type { ResolvedCache } from "./settings/resolve-cache.js";
import { declarationsOf } from "./settings/resolve-options.js";
import { resolveSettings } from "./settings/resolve-settings.js";
import type { Settings } from "./settings/settings.js";
import { warnOfKeys } from "./settings/warn-of-keys.js";
import { Statistics } from "./statistics.js";
import { Warnings } from "./warnings.js";

/** What the core brings itself. */
const EMBEDDED = { "@coffer/cache-core": { RedisCache, IdentityCompressor } };

/** See `createCaches`. Read the settings, load what they name, build. */
export async function buildCaches(
  settings: Settings | string | URL,
  options: CreateCachesOptions,
): Promise<Caches> {
  checkCreateOptions(options);
  const { parent, allow, env = allow && [], defaults = {}, embedded = {} } = options;
  const mistakes = new Mistakes();
  const read = await readSettings(settings, { parent, env }, mistakes);
  const loader = new PluginLoader({ base: read.base, allow, embedded: { ...embedded, ...EMBEDDED } });
  const warnings = new Warnings();
  const resolved = await resolveSettings(read.settings, {
    loader,
    mistakes,
    folder: read.folder,
    warn: (path, text) => warnings.add(path, text),
    defaults: { ...defaults },
    isText: (path) => read.texts.has(path),
  });

  const caches = new Map<string, Cache>();
  // Where something is wrong already, too: what the parts have to say is reported with it.
  for (const each of resolved) {
    const cache = await mistakes.collect(() => build(each, mistakes));
    if (cache !== undefined) caches.set(each.alias, cache);
  }
  if (mistakes.none) warnOfKeys(resolved, (path, text) => warnings.add(path, text));
  const built = new Caches(caches, warnings.all);
  if (!mistakes.none) await built.close().catch(() => {});
  mistakes.throwIfAny();
  warnings.log(resolved);
  return built;
}

/** A backend that needs nothing but its options. */
function buildLone(Backend: BackendClass, { alias, options, timeout, path, ...keys }: ResolvedCache): Cache {
  const context: LoneCacheContext = { alias, options, timeout, keys: new Keys(keys) };
  return buildPlugin<Cache>(Backend, context, BACKEND, `${path}.BACKEND`);
}

/** Undefined where something is wrong; the parts that do not depend on it are tried all the same, to report everything. */
async function build(resolved: ResolvedCache, mistakes: Mistakes): Promise<Cache | undefined> {
  const { alias, timeout, options, path, backend } = resolved;
  if (backend?.usesRedis === false) return buildLone(backend, resolved);
  const servers = redactOnInspect([...resolved.servers]);
  const part = async <T>(
    name: "SERIALIZER" | "COMPRESSOR" | "CIPHER" | "CONNECTION_FACTORY" | "CLIENT_CLASS",
    kind: PluginKind,
    argument: unknown = options,
  ): Promise<T | undefined> =>
    canBeBuilt(options[name], options)
      ? mistakes.collect(() => buildPlugin<T>(options[name], argument, kind, `${path}.OPTIONS.${name}`))
      : undefined;

  const connections = await part<ConnectionFactory>("CONNECTION_FACTORY", CONNECTION_FACTORY);
  for (const server of servers) {
    await mistakes.collect(() => connections?.validate?.(server), `${path}.LOCATION`);
  }
  const serializer = await part<Serializer>("SERIALIZER", SERIALIZER);
  const compresses = options.COMPRESSOR !== undefined && options.COMPRESSOR !== IdentityCompressor;
  const compressor = compresses ? await part<Compressor>("COMPRESSOR", COMPRESSOR) : undefined;
  const cipher = await part<Cipher>("CIPHER", CIPHER);
  if (!connections || !serializer || (compresses && !compressor)) return undefined;
  if (options.CIPHER !== undefined && !cipher) return undefined;
  if (servers.length === 0 || backend === undefined) return undefined;

  const { ignoreOrThrow, report } = makeErrorPolicy(alias, options);
  const statistics = new Statistics();
  const coding = { statistics, maxValueBytes: options.MAX_VALUE_BYTES };
  const context: ClientContext = {
    alias,
    servers,
    options,
    keys: new Keys(resolved),
    codec: cipher
      ? new EncryptingCodec(cipher, serializer, compressor, coding)
      : new Codec(serializer, compressor, coding),
    connections,
    timeout,
    ignoreOrThrow,
    report,
    statistics,
  };
  const client = await part<Client>("CLIENT_CLASS", CLIENT, context);
  if (!client) return undefined;
  const cacheContext: CacheContext = { alias, client, servers, options, ignoreOrThrow, statistics };
  return buildPlugin<Cache>(backend, cacheContext, BACKEND, `${path}.BACKEND`);
}

/** Whether a plugin was loaded, and has what it requires: else that is reported already. */
function canBeBuilt(plugin: unknown, options: object): boolean {
  if (plugin === undefined) return false;
  const given = options as Readonly<Record<string, unknown>>;
  return Object.entries(declarationsOf(plugin)).every(
    ([name, { required }]) => !required || given[name] !== undefined,
  );
}
