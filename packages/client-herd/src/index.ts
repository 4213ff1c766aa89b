// The types of its options are part of this package, too.
export type * from "@coffer/layer-herd";
export { HerdClient, HerdClient as default } from "./herd-client.js";
