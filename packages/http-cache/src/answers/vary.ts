import { createHash, randomBytes } from "node:crypto";
import { type Headers, headerOf } from "./messages.js";

/** What distinguishes the answers of one URL, of a request. */
export interface Selecting {
  /** Scheme and host that the client asked, such as `https://shop.example`. */
  readonly origin: string;
  /** What else the application distinguishes answers by; `""`: nothing. */
  readonly key: string;
  readonly headers: Headers;
}

/** What the request of an answer said, for no other request to have it: by name, `""` where it said nothing. */
export type Selected = Readonly<Record<string, string>>;

/** Besides the headers of `Vary`. No header has such a name. */
const ALWAYS = [":key", ":origin"];

/** @returns undefined where no other request gets this answer (`Vary: *`). */
export function selectedBy(vary: string | undefined, request: Selecting): Selected | undefined {
  const names = (vary ?? "").split(",").map((name) => name.trim().toLowerCase());
  if (names.includes("*")) return undefined;
  const sorted = [...ALWAYS, ...new Set(names.filter((name) => name !== ""))].sort();
  return Object.fromEntries(sorted.map((name) => [name, saidIn(request, name)]));
}

export function selects(selected: Selected, request: Selecting): boolean {
  return Object.entries(selected).every(([name, value]) => saidIn(request, name) === value);
}

/** A new family of answers: see `variantKey`. */
export function newFamily(): string {
  return randomBytes(9).toString("base64url");
}

/**
 * The key of the answer to `request`, where another one is at `key`, which is of this family: when that is deleted, no request finds what hangs
 * on it.
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

/** Without what makes no difference: the spaces around commas. */
function saidIn(request: Selecting, name: string): string {
  if (name === ":key") return request.key;
  if (name === ":origin") return request.origin;
  return (headerOf(request.headers, name) ?? "").trim().replace(/\s*,\s*/g, ",");
}
