export { ClientBase, type PendingArgument } from "./client-base.js";
export { DefaultClient, DefaultClient as default } from "./default-client.js";
export { Lane } from "./lane.js";
export type { Loaded } from "./loading.js";
export { SentinelClient } from "./sentinel-client.js";
