import { createHash } from "node:crypto";

/** Longer URLs are their digest. Bytes. */
const LONGEST = 180;

/**
 * The key of the answers of a URL, whatever the host: of one of them, and the others hang on it (`variantKey`).
 * @param url path and query.
 */
export function keyOf(url: string): string {
  const short = Buffer.byteLength(url) <= LONGEST;
  return `http:${short ? url : createHash("sha256").update(url).digest("base64url")}`;
}
