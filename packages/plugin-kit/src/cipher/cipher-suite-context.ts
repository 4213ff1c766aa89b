import type { Cipher } from "@coffer/cache-core";

export interface CipherSuiteContext {
  readonly cipher: Cipher;
  /** Another one with the same keys. */
  readonly twin: Cipher;
  /** One with other keys. */
  readonly stranger: Cipher;
}
