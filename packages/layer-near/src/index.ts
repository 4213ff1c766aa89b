export { near, near as default } from "./near.js";
export { nearChannel } from "./near-channel.js";
export type { NearSettings } from "./options.js";
