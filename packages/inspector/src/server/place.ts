import type { IncomingMessage } from "node:http";
import { HttpFault } from "./http-fault.js";

/** The target of a request. */
export interface Place {
  /** Below the page: `/`, `/assets/app.js`, `/api/keys`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly isApi: boolean;
  /**
   * A redirect if the page's address lacks its last slash, without which the browser would request its files
   * elsewhere. Relative.
   */
  readonly redirect: string | undefined;
}

/**
 * @param baseOf returns the part before the page's paths in the path of a request.
 * @throws HttpFault (404) for a path outside of it.
 */
export function placeOf(request: IncomingMessage, baseOf: (path: string) => string): Place {
  const [written = "/", search = ""] = splitAt(request.url ?? "/", "?");
  const base = baseOf(written);
  if (written !== base && !written.startsWith(`${base}/`)) throw new HttpFault(404, "there is no such page");
  const path = written.slice(base.length) || "/";
  // Express removes the mount path, and the rest does not show whether it had a last slash.
  const { originalUrl = request.url ?? "/" } = request as { originalUrl?: string };
  const [whole] = splitAt(originalUrl, "?");
  const last = whole.slice(whole.lastIndexOf("/") + 1);
  return {
    path,
    query: new URLSearchParams(search),
    isApi: path.startsWith("/api/"),
    redirect: path === "/" && last !== "" ? `./${last}/` : undefined,
  };
}

function splitAt(text: string, separator: string): [head: string, tail: string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
