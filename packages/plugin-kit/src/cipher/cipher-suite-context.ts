import type { Cipher } from "@coffer/cache-core";

export interface CipherSuiteContext {
  readonly cipher: Cipher;
  /** Another instance with the same keys. */
  readonly twin: Cipher;
  /** An instance with other keys. */
  readonly stranger: Cipher;
}
