import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Paths of PEM files. They lie in the server's folder and go with it. */
export interface Certificates {
  /** The authority that signed the certificates of server and client. */
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

/** Makes two authorities and two certificates, by openssl, since Node can read certificates but not make them. */
export async function makeCertificates(dir: string): Promise<Certificates> {
  const file = (name: string) => path.join(dir, name);
  await Promise.all([
    authority(file("ca"), "coffer test authority"),
    authority(file("untrusted-ca"), "stranger"),
  ]);
  await Promise.all([
    certificate(file("server"), file("ca"), "subjectAltName=DNS:localhost,IP:127.0.0.1"),
    certificate(file("client"), file("ca"), "extendedKeyUsage=clientAuth"),
  ]);
  return {
    ca: file("ca.crt"),
    cert: file("server.crt"),
    key: file("server.key"),
    clientCert: file("client.crt"),
    clientKey: file("client.key"),
    untrustedCa: file("untrusted-ca.crt"),
  };
}

/** Elliptic keys, because an RSA key takes longer to make than a server to start. */
const NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

async function authority(base: string, name: string): Promise<void> {
  await openssl(
    "req",
    "-x509",
    ...NEW_KEY,
    "-keyout",
    `${base}.key`,
    "-out",
    `${base}.crt`,
    "-subj",
    `/CN=${name}`,
  );
}

async function certificate(base: string, ca: string, extension: string): Promise<void> {
  await writeFile(`${base}.ext`, extension);
  await openssl(
    "req",
    "-new",
    ...NEW_KEY,
    "-keyout",
    `${base}.key`,
    "-out",
    `${base}.csr`,
    "-subj",
    "/CN=localhost",
  );
  // A serial number of its own each: `-CAcreateserial` writes a file, and two of these run at once.
  const serial = `0x${Buffer.from(path.basename(base)).toString("hex")}`;
  const signer = ["-CA", `${ca}.crt`, "-CAkey", `${ca}.key`, "-set_serial", serial];
  await openssl(
    "x509",
    "-req",
    "-in",
    `${base}.csr`,
    ...signer,
    "-out",
    `${base}.crt`,
    "-extfile",
    `${base}.ext`,
  );
}

async function openssl(...args: string[]): Promise<void> {
  try {
    await run("openssl", args);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new Error("openssl is not installed, and TLS tests need it: apt-get install openssl.", {
      cause: error,
    });
  }
}
