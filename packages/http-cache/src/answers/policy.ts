import CachePolicy from "http-cache-semantics";
import { type Directives, directivesOf, headerWith } from "./directives.js";
import { httpDate } from "./http-date.js";
import { type AnswerHead, type Headers, headerOf, type RequestHead } from "./messages.js";

/**
 * Without `Last-Modified` as a heuristic for freshness: an application that says nothing has not considered caches.
 */
const OPTIONS = { shared: true, cacheHeuristic: 0 };

/**
 * The policy of RFC 9111 for a response.
 * @param directives of the response.
 * @param receivedAt milliseconds since 1970.
 */
export function policyOf(
  request: Pick<RequestHead, "method" | "headers">,
  answer: AnswerHead,
  directives: Directives,
  receivedAt: number,
): CachePolicy {
  const policy = new CachePolicy(
    { method: request.method, url: "", headers: plain(request.headers) },
    { status: answer.status, headers: readable(answer.headers, directives) },
    OPTIONS,
  );
  return CachePolicy.fromObject({ ...policy.toObject(), t: receivedAt } as CachePolicy.CachePolicyObject);
}

/** The headers of a request as the library reads them: its directives in lower case. */
function plain(headers: Headers): Record<string, string> {
  const known: Record<string, string> = {};
  if (headers.authorization !== undefined) known.authorization = "given";
  const directives = directivesOf(headerOf(headers, "cache-control"));
  if (directives.size > 0) known["cache-control"] = headerWith(directives);
  return known;
}

/** The headers of a response that determine its freshness, in forms that the library reads as the RFC does. */
function readable(headers: Headers, directives: Directives): Record<string, string> {
  const known: Record<string, string> = {};
  // It concerns stale responses only, but the library would treat it as `max-age=0`.
  const shown = new Map([...directives].filter(([name]) => name !== "proxy-revalidate"));
  if (shown.size > 0) known["cache-control"] = headerWith(shown);
  const expires = headerOf(headers, "expires");
  if (expires !== undefined) known.expires = dateOr(expires, "0");
  const date = headerOf(headers, "date");
  if (date !== undefined) known.date = dateOr(date, "");
  const [age = ""] = (headerOf(headers, "age") ?? "").split(",");
  if (/^\s*\d+\s*$/.test(age)) known.age = age;
  const pragma = headerOf(headers, "pragma");
  if (pragma !== undefined) known.pragma = pragma;
  return known;
}

function dateOr(text: string, otherwise: string): string {
  const time = httpDate(text);
  return Number.isNaN(time) ? otherwise : new Date(time).toUTCString();
}
