import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import type { ConnectionOptions } from "node:tls";
import type { DriverOptions } from "../driver/driver.js";
import type { ConnectionArguments } from "./connection-arguments.js";

/** One function, so that settings which are equal are seen to be. */
const anyName = () => undefined;

/**
 * What `tls.connect` is given. Certificates and host names are verified unless the settings say otherwise.
 * @param host what is connected to. Where it is a name, the server is told (SNI): one that stands for many chooses its certificate by it.
 * @param given options from `REDIS_CLIENT_KWARGS`, which are added to these and win.
 */
export function tlsOptions(
  host: unknown,
  stated: ConnectionArguments,
  given: unknown,
  mistakes: Error[],
): ConnectionOptions {
  const read = (name: "ssl_ca_certs" | "ssl_certfile" | "ssl_keyfile"): Buffer | undefined => {
    const path = stated[name];
    if (path === undefined) return undefined;
    try {
      return readFileSync(path);
    } catch (cause) {
      mistakes.push(
        new Error(`${name}: the file ${path} cannot be read: ${(cause as Error).message}`, { cause }),
      );
      return undefined;
    }
  };
  const ca = read("ssl_ca_certs");
  const cert = read("ssl_certfile");
  // Without a key file the certificate's file holds both, as in Python.
  const key = read("ssl_keyfile") ?? cert;
  return {
    ...ownName(host),
    ...(ca && { ca }),
    ...(cert && { cert }),
    ...(key && { key }),
    ...(stated.ssl_cert_reqs === "none" && { rejectUnauthorized: false }),
    ...(stated.ssl_check_hostname === false && { checkServerIdentity: anyName }),
    ...(given as ConnectionOptions | undefined),
  };
}

/** The options of a node for others of its cluster, which have names of their own. */
export function withoutOwnName<Options extends DriverOptions>(options: Options, host: unknown): Options {
  const { servername } = ownName(host);
  if (servername === undefined || options.servername !== servername) return options;
  return { ...options, servername: undefined };
}

/** Addresses are no names. */
function ownName(host: unknown): { readonly servername?: string } {
  return typeof host === "string" && isIP(host) === 0 ? { servername: host } : {};
}
