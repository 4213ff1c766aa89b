import { createHash, randomBytes } from "node:crypto";
import { type Headers, headerOf } from "./messages.js";

/** The parts of a request that distinguish the responses of one URL. */
export interface Selecting {
  /** Scheme and host of the client's request, such as `https://shop.example`. */
  readonly origin: string;
  /** Another text that distinguishes responses; `""`: none. */
  readonly key: string;
  readonly headers: Headers;
}

/** The request's values for the headers in `Vary`: by name, `""` if a header is missing. */
export type Selected = Readonly<Record<string, string>>;

/** In addition to the headers of `Vary`. No header has such a name. */
const ALWAYS = [":key", ":origin"];

/** @returns undefined if no other request may get this response (`Vary: *`). */
export function selectedBy(vary: string | undefined, request: Selecting): Selected | undefined {
  const names = (vary ?? "").split(",").map((name) => name.trim().toLowerCase());
  if (names.includes("*")) return undefined;
  const sorted = [...ALWAYS, ...new Set(names.filter((name) => name !== ""))].sort();
  return Object.fromEntries(sorted.map((name) => [name, saidIn(request, name)]));
}

export function selects(selected: Selected, request: Selecting): boolean {
  return Object.entries(selected).every(([name, value]) => saidIn(request, name) === value);
}

/** A new family of variants: see `variantKey`. */
export function newFamily(): string {
  return randomBytes(9).toString("base64url");
}

/**
 * The key of the response to `request`, if the response at `key`, which has this family, is for another variant: when
 * that one is deleted, no request finds its variants any more.
 */
export function variantKey(
  key: string,
  { family, selected }: { readonly family: string; readonly selected: Selected },
  request: Selecting,
): string {
  const values = Object.keys(selected).map((name) => [name, saidIn(request, name)]);
  const digest = createHash("sha256")
    .update(JSON.stringify([family, values]))
    .digest("base64url");
  // A URL has no spaces, so this is the key of no URL.
  return `${key.split(" ")[0]} ${digest}`;
}

/** Without insignificant differences: the spaces around commas. */
function saidIn(request: Selecting, name: string): string {
  if (name === ":key") return request.key;
  if (name === ":origin") return request.origin;
  return (headerOf(request.headers, name) ?? "").trim().replace(/\s*,\s*/g, ",");
}
