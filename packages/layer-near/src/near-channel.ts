import { type Channel, channel } from "node:diagnostics_channel";

/** Publishes a `NearMessage` when the state of a tracking connection changes, and when servers report changed keys. */
export const nearChannel: Channel = channel("coffer:near");
