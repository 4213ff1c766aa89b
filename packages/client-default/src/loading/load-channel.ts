import { type Channel, channel } from "node:diagnostics_channel";

/** Publishes a `LoadMessage` when a load of `getOrSet` has ended. */
export const loadChannel: Channel = channel("coffer:load");
