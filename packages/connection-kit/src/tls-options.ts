import { readFileSync } from "node:fs";
import type { ConnectionOptions } from "node:tls";
import type { ConnectionArguments } from "./connection-arguments.js";

/** One function, so that settings which are equal are seen to be. */
const anyName = () => undefined;

/** What `tls.connect` is given. Certificates and host names are verified unless the settings say otherwise. */
export function tlsOptions(stated: ConnectionArguments, mistakes: Error[]): ConnectionOptions {
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
    ...(ca && { ca }),
    ...(cert && { cert }),
    ...(key && { key }),
    ...(stated.ssl_cert_reqs === "none" && { rejectUnauthorized: false }),
    ...(stated.ssl_check_hostname === false && { checkServerIdentity: anyName }),
  };
}
