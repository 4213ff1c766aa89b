import { createHmac } from "node:crypto";
import express from "express";
import session from "express-session";
import { routes } from "./routes.mjs";

const secret = "a secret of at least 32 characters";

/** Django does not sign its cookie, and express-session reads no other. Django's is left to Django. */
const readDjangoCookie = (request, _response, next) => {
  const [, id] = /(?:^|; )sessionid=([^;]+)/.exec(request.headers.cookie ?? "") ?? [];
  if (id !== undefined) {
    const signature = createHmac("sha256", secret).update(id).digest("base64").replace(/=+$/, "");
    request.headers.cookie = `connect.sid=s:${id}.${signature}; ${request.headers.cookie}`;
  }
  next();
};

/**
 * @param {import("@coffer/session-store").SessionStore} store
 * @param {{ django?: boolean }} options besides those of the framework, whether cookies are those of Django
 */
export async function listen(store, { django, ...options }) {
  const app = express();
  if (django) app.use(readDjangoCookie);
  app.use(
    session({
      store,
      secret,
      resave: false,
      saveUninitialized: false,
      ...options,
    }),
  );
  for (const [path, handle] of Object.entries(routes)) {
    app.get(path, async (request, response) => response.json(await handle(request)));
  }
  app.use(
    /** @type {import("express").ErrorRequestHandler} */
    (error, _request, response, next) => {
      if (response.headersSent) next(error);
      else response.status(500).json({ code: error.code, message: error.message });
    },
  );
  return new Promise((resolve) => {
    const server = app.listen(0, "127.0.0.1", () => resolve(server.address().port));
  });
}
