import {
  type BackendClass,
  type Cache,
  type ClientContext,
  type ServerInfo,
  withoutCredentials,
} from "@coffer/cache-core";
import { adviceFor } from "./advice-for.js";
import { type Finding, ok, problem, type Section, warning } from "./finding.js";
import { checkNear } from "./near.js";
import { checkRights, type Naming } from "./rights.js";
import { checkRoundTrip } from "./round-trip.js";
import { checkServer, type Expected } from "./server-checks.js";
import { readFacts } from "./server-facts.js";
import { eachServer, type OpenClient } from "./servers.js";
import { tlsFindings } from "./tls-findings.js";

/**
 * Checks the plugins of one cache, each of its servers, and a value that is stored and read.
 * @param mayWrite `false`: nothing is stored, so neither the user's rights nor a value are tested.
 */
export async function* checkCache(
  cache: Cache,
  client: OpenClient | undefined,
  mayWrite = true,
): AsyncGenerator<Section> {
  const title = `cache ${cache.alias}`;
  if ((cache.constructor as BackendClass).settings?.standsIn) {
    yield {
      title,
      findings: [ok(`${cache.constructor.name} works without Redis: there is nothing to check`)],
    };
    return;
  }
  if (client === undefined) {
    const unseen = warning(
      "its client does not list its servers, so only values are tested",
      "check each server with redis-cli INFO",
    );
    yield { title, findings: mayWrite ? [unseen, await checkRoundTrip(cache.client)] : [unseen] };
    return;
  }
  const { context } = client;
  yield { title, findings: [ok(partsOf(context)), ...tlsFindings(context)] };
  let reachable = true;
  const checkOf = async (server: ServerInfo, index: number): Promise<Section> => {
    const url = context.servers[index] ?? context.servers[0] ?? "";
    const expected = expectedOf(context, server);
    const findings: Finding[] = [];
    try {
      const login = loginOf(url, context);
      findings.push(...(await checkOne(server, expected, login)));
      if (mayWrite && expected.primary) {
        findings.push(await checkRights(server.connection, namingOf(client), login));
      }
    } catch (error) {
      reachable = false;
      findings.push(problem((error as Error).message, adviceFor(error as Error)));
    }
    const place = await placeOf(server, context);
    return { title: place === undefined ? server.url : `${server.url} (${place})`, findings };
  };
  try {
    yield* await eachServer(client, checkOf);
  } catch (error) {
    // A cluster without a reachable node.
    const findings = [problem((error as Error).message, adviceFor(error as Error))];
    yield { title: context.servers.map(withoutCredentials).join(", "), findings };
    return;
  }
  if (!reachable) return;
  const findings = mayWrite ? [await checkRoundTrip(cache.client)] : [];
  const near = await checkNear(cache, loginOf(context.servers[0] ?? "", context));
  if (near !== undefined) findings.push(near);
  if (findings.length > 0) yield { title: `${title}, values`, findings };
}

function partsOf({ options }: ClientContext): string {
  const { CLIENT_CLASS, CONNECTION_FACTORY, SERIALIZER, COMPRESSOR, CIPHER } = options;
  const parts = [CLIENT_CLASS, CONNECTION_FACTORY, SERIALIZER, COMPRESSOR, CIPHER].filter(
    (part) => typeof part === "function",
  );
  return `its plugins are loaded: ${parts.map(({ name }) => name).join(", ")}`;
}

function expectedOf({ options, timeout }: ClientContext, { role, takesWrites }: ServerInfo): Expected {
  const bySentinels = isService(options) && role === "replica";
  return { primary: takesWrites, neverExpires: timeout === null, bySentinels };
}

/** The server that sentinels currently name, if the URL has the name of a service. */
async function placeOf({ connection }: ServerInfo, { options }: ClientContext): Promise<string | undefined> {
  if (!isService(options)) return undefined;
  const text = await connection.send("CLIENT", ["INFO"]).then(String, () => "");
  return /\bladdr=(\S+)/.exec(text)?.[1];
}

function isService(options: object): boolean {
  return "SENTINELS" in options;
}

/** The user that the connection logs in as. */
function loginOf(url: string, { options }: ClientContext): string {
  const { USERNAME, CONNECTION_POOL_KWARGS } = options as {
    readonly USERNAME?: string;
    readonly CONNECTION_POOL_KWARGS?: { readonly username?: string };
  };
  const inUrl = /^\w+:\/\/([^:@/?#]+)(?::[^@/]*)?@/.exec(url)?.[1];
  return (
    CONNECTION_POOL_KWARGS?.username ??
    (inUrl === undefined ? undefined : decodeURIComponent(inUrl)) ??
    USERNAME ??
    "default"
  );
}

function namingOf(client: OpenClient): Naming {
  return {
    make: (key) => client.context.keys.make(key),
    siblingOf: (redisKey) => client.siblingOf?.(redisKey, "fence").redisKey,
  };
}

/** @throws ConnectionInterrupted if the server does not answer. */
async function checkOne({ connection }: ServerInfo, expected: Expected, login: string): Promise<Finding[]> {
  const facts = await readFacts(connection);
  if (facts !== undefined) return checkServer(facts, expected);
  const unchecked = warning(
    "the user has no right to INFO: version, memory, eviction and replication are not checked",
    `check INFO as another user, or run ACL SETUSER ${login} +info`,
  );
  return [unchecked];
}
