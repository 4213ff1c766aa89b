import { createHash } from "node:crypto";

/** Longer URLs are replaced by their digest. Bytes. */
const LONGEST = 180;

/**
 * The key of the responses of a URL, for any host: the key of one variant, from which the others are found
 * (`variantKey`).
 * @param url path and query.
 */
export function keyOf(url: string): string {
  const short = Buffer.byteLength(url) <= LONGEST;
  return `http:${short ? url : createHash("sha256").update(url).digest("base64url")}`;
}
