/**
 * What Keyv 6 asks about a store: its `KeyvStorageCapability`, copied here so that Keyv need not be loaded for it.
 */
export interface StorageCapability {
  readonly compatible: true;
  readonly store: "keyvStorage";
  readonly methods: Readonly<
    Record<Method, { readonly exists: true; readonly methodType: "async" | "sync" }>
  >;
  /** `set` and `setMany` take moments and not times to live. Keyv converts them for stores that do not say so. */
  readonly expires: true;
}

type Method =
  | "get"
  | "getMany"
  | "has"
  | "hasMany"
  | "set"
  | "setMany"
  | "delete"
  | "deleteMany"
  | "clear"
  | "disconnect"
  | "iterator";

const isAsync = { exists: true, methodType: "async" } as const;

export const STORAGE_CAPABILITY: StorageCapability = {
  compatible: true,
  store: "keyvStorage",
  methods: {
    get: isAsync,
    getMany: isAsync,
    has: isAsync,
    hasMany: isAsync,
    set: isAsync,
    setMany: isAsync,
    delete: isAsync,
    deleteMany: isAsync,
    clear: isAsync,
    disconnect: isAsync,
    iterator: { exists: true, methodType: "sync" },
  },
  expires: true,
};
