export { allDone } from "./all-done.js";
export { ClientBase, type PendingArgument } from "./client-base.js";
export { DefaultClient, DefaultClient as default } from "./default-client.js";
export type { Flight } from "./flight.js";
export { KeyOrder } from "./key-order.js";
export { Lane, type LaneSharing } from "./lane.js";
export type { Loaded } from "./loading.js";
export { isInteger } from "./replies.js";
export { SentinelClient } from "./sentinel-client.js";
