import type { OptionDeclarations } from "@coffer/cache-core";

/** A key as the settings have it. */
export interface KeyOfSettings {
  /**
   * The id by which stored values name the key: 1 to 64 letters, digits, dots, underscores and hyphens. It is not
   * secret.
   */
  readonly id: string;
  /** 32 random bytes as base64 or hex: `openssl rand -base64 32`. */
  readonly key: string;
  /**
   * This key encrypts the members of sets and sorted sets. If there are several keys, one must set this before
   * members are stored.
   * @default whether it is the only key
   */
  readonly members?: boolean;
}

/** The options in the settings. */
export interface AesGcmOptions {
  /** The keys: the first encrypts, all decrypt. */
  readonly CIPHER_KEYS?: readonly KeyOfSettings[];
}

declare module "@coffer/cache-core" {
  interface CacheOptions extends AesGcmOptions {}
}

export const OPTIONS: OptionDeclarations = {
  CIPHER_KEYS: {
    type: "array",
    required: true,
    secret: true,
    description:
      "The keys, each { id, key } with 32 bytes as base64 or hex: the first encrypts, all decrypt. members: true marks the key for members of sets and sorted sets.",
    schema: {
      minItems: 1,
      items: {
        type: "object",
        required: ["id", "key"],
        additionalProperties: false,
        properties: {
          id: { type: "string" },
          key: { type: "string" },
          members: { type: "boolean" },
        },
      },
    },
  },
};
