import type { Headers } from "./messages.js";

/** Headers of one connection or one message; `age` and `content-length` are computed again. RFC 9111 (3.1). */
const NEVER_STORED = new Set([
  "age",
  "cache-status",
  "connection",
  "content-length",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authentication-info",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
/** In a 304 they do not describe the stored body. RFC 9111 (3.2). */
const NEVER_UPDATED = new Set(["content-encoding", "content-range", "content-type"]);

/** The headers of a response that may be stored with it. */
export function storedHeaders(headers: Headers): Record<string, string | string[]> {
  const listed = new Set(
    String(headers.connection ?? "")
      .split(",")
      .map((name) => name.trim().toLowerCase()),
  );
  const stored: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || NEVER_STORED.has(name) || listed.has(name)) continue;
    stored[name] = typeof value === "string" ? value : [...value];
  }
  return stored;
}

/** Stored headers, updated by those of a 304. */
export function updatedHeaders(stored: Headers, update: Headers): Headers {
  const news = Object.entries(storedHeaders(update)).filter(([name]) => !NEVER_UPDATED.has(name));
  return { ...stored, ...Object.fromEntries(news) };
}
