export { HashRing } from "./hash-ring.js";
export { ShardClient, ShardClient as default } from "./shard-client.js";
