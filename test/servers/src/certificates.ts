import { writeFile } from "node:fs/promises";
import path from "node:path";
import { type Certificate, makeCertificate } from "./certificate.js";

/** Paths of PEM files. They lie in the server's folder and go with it. */
export interface Certificates {
  /** The authority that signed the certificates of server and client; the same for all servers of a process. */
  readonly ca: string;
  /** The server's certificate, for localhost and 127.0.0.1. */
  readonly cert: string;
  readonly key: string;
  /** A client's certificate, for servers that are configured with `tls-auth-clients yes`. */
  readonly clientCert: string;
  readonly clientKey: string;
  /** An authority that signed nothing here: a client that trusts this one alone has to refuse the server. */
  readonly untrustedCa: string;
}

let authorities: { trusted: Certificate; untrusted: Certificate } | undefined;

/** Writes certificates into a server's folder. Servers share their authority, so that replicas trust primaries. */
export async function makeCertificates(dir: string): Promise<Certificates> {
  authorities ??= {
    trusted: makeCertificate("coffer test authority"),
    untrusted: makeCertificate("coffer test stranger"),
  };
  const { trusted, untrusted } = authorities;
  const server = makeCertificate("localhost", trusted);
  const client = makeCertificate("coffer test client", trusted);
  const write = async (name: string, pem: string): Promise<string> => {
    const file = path.join(dir, name);
    await writeFile(file, pem, { mode: 0o600 });
    return file;
  };
  return {
    ca: await write("ca.crt", trusted.pem),
    cert: await write("server.crt", server.pem),
    key: await write("server.key", server.keyPem),
    clientCert: await write("client.crt", client.pem),
    clientKey: await write("client.key", client.keyPem),
    untrustedCa: await write("untrusted-ca.crt", untrusted.pem),
  };
}
