import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { performance } from "node:perf_hooks";
import { der } from "./der.js";

/** A certificate and its key, as PEM and in the form for signing others with it. */
export interface Certificate {
  readonly name: string;
  readonly pem: string;
  readonly keyPem: string;
  readonly key: KeyObject;
  readonly keyId: Buffer;
}

const ECDSA_WITH_SHA256 = der.sequence(der.identifier("1.2.840.10045.4.3.2"));
const { timeOrigin } = performance;
const DAY = 86_400_000;

export interface CertificateOptions {
  /** The subject. */
  readonly names?: readonly Buffer[];
  /** Days from now until it expires. */
  readonly days?: number;
}

/** The subject of a certificate: a host name, or an IPv4 address. */
export const altName = {
  host: (name: string): Buffer => der.tagged(2, true, Buffer.from(name)),
  address: (bytes: readonly number[]): Buffer => der.tagged(7, true, Buffer.from(bytes)),
};

const THIS_MACHINE = [altName.host("localhost"), altName.address([127, 0, 0, 1])];

/**
 * Creates a certificate: a self-signed authority, or one signed by `authority`, by default for localhost and
 * 127.0.0.1. Node reads certificates but cannot create them, and openssl is not on every machine that runs the tests.
 */
export function makeCertificate(
  name: string,
  authority?: Certificate,
  { names = THIS_MACHINE, days = 30 }: CertificateOptions = {},
): Certificate {
  // An elliptic key, because creating an RSA key takes longer than starting a server.
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const publicBytes = publicKey.export({ type: "spki", format: "der" });
  const keyId = createHash("sha1").update(publicBytes).digest();
  const body = der.sequence(
    der.tagged(0, false, der.integer(Buffer.from([2]))),
    der.integer(Buffer.from([1, ...randomBytes(8)])),
    ECDSA_WITH_SHA256,
    commonName(authority?.name ?? name),
    // Counted from the start of the process, which a test that fakes `Date` does not affect.
    der.sequence(der.time(new Date(timeOrigin - 9 * DAY)), der.time(new Date(timeOrigin + days * DAY))),
    commonName(name),
    publicBytes,
    der.tagged(3, false, der.sequence(...extensions(keyId, names, authority))),
  );
  const signature = sign("sha256", body, authority?.key ?? privateKey);
  const bytes = der.sequence(body, ECDSA_WITH_SHA256, der.bits(signature));
  const lines = bytes.toString("base64").replace(/.{1,64}/g, "$&\n");
  const keyPem = privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  const pem = `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`;
  return { name, pem, keyPem, key: privateKey, keyId };
}

/** Everything that the strict verification of Python 3.13 requires, which is more than Node and redis-server need. */
function extensions(keyId: Buffer, names: readonly Buffer[], authority?: Certificate): Buffer[] {
  const subjectKey = extension("2.5.29.14", der.octets(keyId));
  if (authority === undefined) {
    // keyCertSign and cRLSign are bits 5 and 6.
    return [
      subjectKey,
      extension("2.5.29.19", der.sequence(der.yes()), der.yes()),
      extension("2.5.29.15", der.bits(Buffer.from([0x06]), 1), der.yes()),
    ];
  }
  return [
    subjectKey,
    extension("2.5.29.35", der.sequence(der.tagged(0, true, authority.keyId))),
    extension("2.5.29.17", der.sequence(...names)),
  ];
}

function extension(id: string, value: Uint8Array, critical?: Uint8Array): Buffer {
  return der.sequence(der.identifier(id), ...(critical ? [critical] : []), der.octets(value));
}

function commonName(name: string): Buffer {
  return der.sequence(der.set(der.sequence(der.identifier("2.5.4.3"), der.text(name))));
}
