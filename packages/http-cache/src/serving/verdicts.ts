import fresh from "fresh";
import { Entry } from "../answers/entry.js";
import { type AnswerHead, type Headers, headerOf, type RequestHead } from "../answers/messages.js";
import { type Forward, forwarded } from "./cache-status.js";
import type { Verdict } from "./exchange.js";
import type { HttpCacheSettings } from "./options.js";
import type { Found } from "./stored-form.js";

/** The meaning of an application's response for the cache. */
export type Outcome =
  /** It must be stored. */
  | { readonly is: "storable"; readonly entry: Entry }
  /** The stored response is still valid: a 304. The entry is undefined if it may not be stored any more. */
  | { readonly is: "validated"; readonly old: Found; readonly entry: Entry | undefined }
  /** The application has failed, and the stored response is usable. */
  | { readonly is: "failed"; readonly old: Found }
  | { readonly is: "unstorable" };

/** The decision about a response of the application. */
export interface Judged {
  readonly outcome: Outcome;
  readonly verdict: Verdict;
  /** Names for `deleteByTag`. */
  readonly tags: readonly string[];
}

/**
 * Decides at the head of a response what to do with it.
 * @param old the response that the application was asked to validate.
 * @throws what the function of the option `tags` throws: then the request fails, but not a background load.
 */
export function judge(
  { request, raw, why }: { readonly request: RequestHead; readonly raw: unknown; readonly why: Forward },
  head: AnswerHead,
  old: Found | undefined,
  settings: HttpCacheSettings,
): Judged {
  const outcome = outcomeOf(request, head, old, settings);
  const isStored = outcome.is === "storable" || (outcome.is === "validated" && outcome.entry !== undefined);
  const verdict = {
    headers: forwarded(why, { stored: isStored }),
    keep: outcome.is === "storable" ? settings.maxBytes : 0,
    isWithheld: outcome.is === "validated" || outcome.is === "failed" || hasAlready(request, head),
  };
  return { outcome, verdict, tags: isStored && settings.tags ? [...settings.tags(raw, head)] : [] };
}

/** @param old the response that the application was asked to validate. */
export function outcomeOf(
  request: RequestHead,
  answer: AnswerHead,
  old: Found | undefined,
  settings: HttpCacheSettings,
): Outcome {
  const { status } = answer;
  if (old !== undefined && status === 304) {
    const entry = old.entry.updated(request, answer, settings.maxAge);
    return { is: "validated", old, entry: entry && isUseful(entry, settings) ? entry : undefined };
  }
  if (old?.entry.isForErrors && [500, 502, 503, 504].includes(status)) return { is: "failed", old };
  const entry = Entry.from(request, answer, settings.maxAge, old?.entry.stored.family);
  const length = Number(headerOf(answer.headers, "content-length") ?? 0);
  if (entry === undefined || length > settings.maxBytes || !isUseful(entry, settings))
    return { is: "unstorable" };
  return { is: "storable", entry };
}

function isUseful(entry: Entry, { keep }: HttpCacheSettings): boolean {
  return entry.freshFor > 0 || entry.keptFor(keep) > 0;
}

/** Whether the client already has this response, by its `If-None-Match` or else `If-Modified-Since`. */
export function hasAlready(request: RequestHead, { status, headers }: AnswerHead): boolean {
  const asked = onlyText(request.headers, ["if-none-match", "if-modified-since", "cache-control"]);
  return status === 200 && fresh(asked, onlyText(headers, ["etag", "last-modified"]));
}

function onlyText(headers: Headers, names: readonly string[]): Record<string, string> {
  const texts = names.map((name) => [name, headerOf(headers, name)]);
  return Object.fromEntries(texts.filter(([, value]) => value !== undefined));
}

/** The headers of a 304 instead of a response: without those about its body. */
export function notModified(headers: Headers): AnswerHead {
  const { "content-type": _, "content-length": __, "content-encoding": ___, ...kept } = headers;
  return { status: 304, headers: kept };
}
