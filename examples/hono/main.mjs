// Cached responses of Hono. Several of them behind one host name, with one REDIS_URL, share their responses.
import { httpCache } from "@coffer/http-cache/hono";
import { serve } from "@hono/node-server";
import { createCaches } from "coffer";
import { Hono } from "hono";
import { settings } from "./settings.mjs";

const caches = await createCaches(settings, { parent: import.meta });
const app = new Hono();

/** Stands for a database. */
const products = new Map([
  ["1", "tea"],
  ["2", "rice"],
]);

app.use("/products/*", httpCache(caches, { app }));

app.get("/products/:id", (context) => {
  const name = products.get(context.req.param("id"));
  if (name === undefined) return context.json({ error: "no such product" }, 404);
  context.header("Cache-Control", "max-age=0, s-maxage=60");
  return context.json({ name });
});

// A successful write deletes the stored response of its own URL.
app.put("/products/:id", async (context) => {
  products.set(context.req.param("id"), await context.req.text());
  return context.body(null, 204);
});

app.get("/health", async (context) => {
  try {
    await caches.ready();
    return context.json({ redis: "up" });
  } catch (error) {
    console.error(error);
    return context.json({ redis: "down" }, 503);
  }
});

const server = serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) }, ({ port }) => {
  console.log(`http://localhost:${port}/products/1`);
});

const stop = () => server.close(() => caches.close());
process.once("SIGTERM", stop).once("SIGINT", stop);
