export { createKeyv, type KeyvCacheOptions } from "./v5/create-keyv.js";
export { KeyvStore, KeyvStore as default, type KeyvStoreOptions } from "./v5/keyv-store.js";
