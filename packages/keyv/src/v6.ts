export { createKeyv, type KeyvCacheOptions } from "./v6/create-keyv.js";
export { KeyvStore, KeyvStore as default, type KeyvStoreOptions } from "./v6/keyv-store.js";
