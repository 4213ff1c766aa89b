// A server with TLS for the page on URLs: what a provider would run.
import { startServer } from "@coffer-internal/servers";

export const server = await startServer({ tls: true, password: "p@ss/word" });
