import type { IncomingMessage, ServerResponse } from "node:http";
import { type Caches, kindOf } from "@coffer/cache-core";
import { Api } from "./api/api.js";
import { checkOptions, type InspectorOptions } from "./options.js";
import { admit } from "./server/access.js";
import { ownToken, tokenCookie } from "./server/csrf.js";
import { HttpFault } from "./server/http-fault.js";
import { pageFile } from "./server/page-files.js";
import { placeOf } from "./server/place.js";
import { sendFault, sendFile, sendJson, sendRedirect } from "./server/respond.js";

/** Handles a request of `node:http`. For Express and Connect: `app.use("/cache", handler)`. */
export type InspectorHandler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Creates a page that shows the content of caches, for an application to mount. While nobody uses the page, it has no connection and no
 * timer.
 * @param caches the result of `createCaches`. The application closes them.
 * @throws TypeError for anything else, and for invalid options.
 */
export function inspector(caches: Caches, options: InspectorOptions): InspectorHandler {
  return handlerAt(caches, options, () => options.base ?? "");
}

/**
 * The same for a mount path that only a request shows.
 * @param baseOf returns the part before the page's paths in the path of a request.
 * @throws TypeError as `inspector` does.
 */
export function handlerAt(
  caches: Caches,
  options: InspectorOptions,
  baseOf: (path: string) => string,
): InspectorHandler {
  const checked = checkOptions(options);
  // Recognized by shape, not by class: there may be two copies of the core.
  if (!Array.isArray(Object(caches).aliases)) {
    const kind = caches instanceof Promise ? "a promise: await it first" : kindOf(caches);
    throw new TypeError(`inspector takes what createCaches resolves to, got ${kind}`);
  }
  const api = new Api(caches, checked.write);

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const place = placeOf(request, baseOf);
    await admit(request, checked, place.isApi);
    if (place.redirect !== undefined) return sendRedirect(response, place.redirect);
    const token = ownToken(request);
    if (place.isApi) return sendJson(response, await api.answer(request.method, place, token));
    if (request.method !== "GET" && request.method !== "HEAD")
      throw new HttpFault(405, "only GET is answered");
    const file = await pageFile(place.path);
    if (file.isPage && token === undefined) response.appendHeader("set-cookie", tokenCookie(request));
    return sendFile(request, response, file);
  };
  return (request, response) => {
    answer(request, response).catch((error: unknown) => sendFault(response, error));
  };
}
