// An application with sessions, as a child process: node main.mjs '{"framework": "express", ...}' prints its port.
import { SessionStore } from "@coffer/session-store";
import { createCaches } from "coffer";
import { listen as express } from "./express-app.mjs";
import { listen as fastify } from "./fastify-app.mjs";

const { framework, settings, storeOptions, sessionOptions } = JSON.parse(process.argv[2]);
const caches = await createCaches(settings, { parent: import.meta });
const store = new SessionStore(caches, storeOptions);
const listen = framework === "express" ? express : fastify;
console.log(await listen(store, sessionOptions));
// The process ends with its parent, however that ends.
process.stdin.on("end", () => process.exit()).resume();
