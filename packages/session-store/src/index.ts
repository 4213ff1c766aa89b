export type { SessionCookie, SessionData } from "./session-data.js";
export type { SessionMessage, SessionStats } from "./session-events.js";
export { SessionStore, SessionStore as default } from "./session-store.js";
export type { SessionStoreOptions } from "./store-options.js";
