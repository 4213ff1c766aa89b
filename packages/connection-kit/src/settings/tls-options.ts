import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import type { ConnectionOptions } from "node:tls";
import type { ConnectionArguments } from "./connection-arguments.js";
import type { DriverOptions } from "./driver-options.js";

/** Always the same function, so that the fingerprints of equal settings are equal. */
const anyName = () => undefined;

/**
 * The options of `tls.connect`. Certificates and host names are verified unless the settings disable that.
 * @param host the host of the server. If it is a name, it is sent to the server (SNI), which may select its
 * certificate by it.
 * @param given options from `REDIS_CLIENT_KWARGS`, which override these.
 */
export function tlsOptions(
  host: unknown,
  args: ConnectionArguments,
  given: unknown,
  problems: Error[],
): ConnectionOptions {
  const read = (name: "ssl_ca_certs" | "ssl_certfile" | "ssl_keyfile"): Buffer | undefined => {
    const path = args[name];
    if (path === undefined) return undefined;
    try {
      return readFileSync(path);
    } catch (cause) {
      problems.push(
        new Error(`${name}: the file ${path} cannot be read: ${(cause as Error).message}`, { cause }),
      );
      return undefined;
    }
  };
  const ca = read("ssl_ca_certs");
  const cert = read("ssl_certfile");
  // As in Python, a certificate file without a key file contains both.
  const key = read("ssl_keyfile") ?? cert;
  return {
    ...ownName(host),
    ...(ca && { ca }),
    ...(cert && { cert }),
    ...(key && { key }),
    ...(args.ssl_cert_reqs === "none" && { rejectUnauthorized: false }),
    ...(args.ssl_check_hostname === false && { checkServerIdentity: anyName }),
    ...(given as ConnectionOptions | undefined),
  };
}

/** The options of one node of a cluster, for other nodes: without its host name. */
export function withoutOwnName<Options extends DriverOptions>(options: Options, host: unknown): Options {
  const { servername } = ownName(host);
  if (servername === undefined || options.servername !== servername) return options;
  return { ...options, servername: undefined };
}

/** SNI takes host names only, no addresses. */
function ownName(host: unknown): { readonly servername?: string } {
  return typeof host === "string" && isIP(host) === 0 ? { servername: host } : {};
}
