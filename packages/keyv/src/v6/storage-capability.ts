/**
 * What Keyv 6 reads about a store: its type `KeyvStorageCapability`, copied here so that the package need not load Keyv.
 */
export interface StorageCapability {
  readonly compatible: true;
  readonly store: "keyvStorage";
  readonly methods: Readonly<
    Record<Method, { readonly exists: true; readonly methodType: "async" | "sync" }>
  >;
  /** `set` and `setMany` take the time at which an entry expires. For other stores, Keyv converts it to a time to live. */
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
