import { writeFile } from "node:fs/promises";
import path from "node:path";
import { altName, type Certificate, makeCertificate } from "./certificate.js";

/** Paths of PEM files. They are in the server's folder and are removed with it. */
export interface Certificates {
  /** The authority that signed the certificates of server and client; the same for all servers of a process. */
  readonly ca: string;
  /** The server's certificate, for localhost and 127.0.0.1. */
  readonly cert: string;
  readonly key: string;
  /** A client's certificate, for servers that are configured with `tls-auth-clients yes`. */
  readonly clientCert: string;
  readonly clientKey: string;
  /** An authority that signed none of these certificates: a client that trusts only this one must reject the server. */
  readonly untrustedCa: string;
  /** Of the same authority, for the name localhost only and not for its address; for CONFIG SET tls-cert-file. */
  readonly namedCert: string;
  readonly namedKey: string;
  /** Of the same authority, for CONFIG SET tls-cert-file: clients must reject them. */
  readonly otherHostCert: string;
  readonly otherHostKey: string;
  readonly expiredCert: string;
  readonly expiredKey: string;
}

interface Shared {
  readonly trusted: Certificate;
  readonly untrusted: Certificate;
  readonly named: Certificate;
  readonly otherHost: Certificate;
  readonly expired: Certificate;
}

let shared: Shared | undefined;

/** Writes certificates into a server's folder. Servers share their authority, so that replicas trust primaries. */
export async function makeCertificates(dir: string): Promise<Certificates> {
  shared ??= makeShared();
  const { trusted, untrusted, named, otherHost, expired } = shared;
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
    namedCert: await write("named.crt", named.pem),
    namedKey: await write("named.key", named.keyPem),
    otherHostCert: await write("other-host.crt", otherHost.pem),
    otherHostKey: await write("other-host.key", otherHost.keyPem),
    expiredCert: await write("expired.crt", expired.pem),
    expiredKey: await write("expired.key", expired.keyPem),
  };
}

function makeShared(): Shared {
  const trusted = makeCertificate("coffer test authority");
  return {
    trusted,
    untrusted: makeCertificate("coffer test stranger"),
    named: makeCertificate("localhost", trusted, { names: [altName.host("localhost")] }),
    otherHost: makeCertificate("other.example", trusted, { names: [altName.host("other.example")] }),
    expired: makeCertificate("localhost", trusted, { days: -1 }),
  };
}
