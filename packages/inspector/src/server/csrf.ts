import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { TLSSocket } from "node:tls";
import { HttpFault } from "./http-fault.js";

// A page of another site can make a browser send requests with the cookies of this one, but it can neither read these
// cookies nor set headers. So writes need a token in both, which the server does not need to store.

const COOKIE = "coffer-inspector";
const HEADER = "x-coffer-inspector";
const TOKEN = /^[\w-]{32}$/;

/** The token in the request's cookie; undefined: it has none. */
export function ownToken(request: IncomingMessage): string | undefined {
  const token = cookieOf(request, COOKIE);
  return token !== undefined && TOKEN.test(token) ? token : undefined;
}

/** A new token, as a cookie for the folder of the page, which other sites cannot send. */
export function tokenCookie(request: IncomingMessage): string {
  const secure = (request.socket as Partial<TLSSocket>).encrypted === true ? "; Secure" : "";
  return `${COOKIE}=${randomBytes(24).toString("base64url")}; HttpOnly; SameSite=Strict${secure}`;
}

export function cookieOf({ headers }: IncomingMessage, name: string): string | undefined {
  const cookies = (headers.cookie ?? "").split(";").map((cookie) => cookie.trim());
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** @throws HttpFault (403) for a request that a page of another origin has caused. */
export function checkOrigin(request: IncomingMessage): void {
  const { "sec-fetch-site": site, origin } = request.headers;
  const isForeign =
    (site !== undefined && site !== "same-origin" && site !== "none") ||
    (origin !== undefined && !isOriginOf(origin, hostOf(request)));
  if (isForeign) throw new HttpFault(403, "the request comes from a page of another origin");
}

/**
 * The host name and port of a request. HTTP/2 has no Host: browsers send `:authority`, a name that no HTTP/1 header
 * can have.
 */
export function hostOf({ headers }: IncomingMessage): string {
  return String(headers[":authority"] ?? headers.host ?? "").toLowerCase();
}

/**
 * An origin omits the default port of its scheme, which a proxy may add to Host. The scheme is the browser's: a proxy
 * may terminate TLS.
 */
function isOriginOf(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: itsHost } = new URL(origin);
  const whole = `${protocol}//${host}`;
  return itsHost === host || (URL.canParse(whole) && itsHost === new URL(whole).host);
}

/** @throws HttpFault (403) for a write without the token. */
export function checkToken(request: IncomingMessage): void {
  const own = ownToken(request);
  const sent = request.headers[HEADER];
  if (own !== undefined && typeof sent === "string" && isSame(own, sent)) return;
  throw new HttpFault(403, "the request lacks the page's token: load the page again");
}

/** Takes the same time wherever two strings differ. */
export function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}
