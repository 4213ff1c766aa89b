import { type Channel, channel } from "node:diagnostics_channel";

/** Publishes a `NearMessage` when a link to a server has changed, and when servers report changed keys. */
export const nearChannel: Channel = channel("coffer:near");
