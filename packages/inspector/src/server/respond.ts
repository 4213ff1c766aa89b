import type { IncomingMessage, ServerResponse } from "node:http";
import { codeOf } from "@coffer/cache-core";
import { HttpFault } from "./http-fault.js";
import type { PageFile } from "./page-files.js";

/**
 * No resources of other origins, no inline scripts or styles, no frames around the page, no caching by the browser or
 * a proxy.
 */
const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  "cache-control": "no-store",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

export function sendFile(request: IncomingMessage, response: ServerResponse, file: PageFile): void {
  const isZipped = /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  response.appendHeader("vary", "accept-encoding");
  if (isZipped) response.setHeader("content-encoding", "gzip");
  send(response, 200, file.type, isZipped ? file.zipped : file.plain);
}

export function sendJson(response: ServerResponse, document: unknown): void {
  send(response, 200, "application/json; charset=utf-8", JSON.stringify(document));
}

export function sendRedirect(response: ServerResponse, location: string): void {
  response.setHeader("location", location);
  send(response, 307, "text/plain; charset=utf-8", "");
}

/**
 * Any thrown error, as JSON. Errors of Redis and of coffer are shown to the authorized client; any other is a bug of
 * the inspector.
 */
export function sendFault(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const fault = error instanceof Error ? error : new Error(String(error));
  const code = codeOf(error);
  const status = fault instanceof HttpFault ? fault.status : code === undefined ? 500 : 502;
  send(
    response,
    status,
    "application/json; charset=utf-8",
    JSON.stringify({ error: { code, message: fault.message } }),
  );
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  response.setHeader("content-type", type);
  response.setHeader("content-length", Buffer.byteLength(body));
  response.end(body);
}
