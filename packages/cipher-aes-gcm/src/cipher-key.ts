import { createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import { headOf } from "./stored-form.js";

/** A key of the settings, as three derived keys (HKDF-SHA256), one for each purpose. */
export class CipherKey {
  /** The header of its ciphertexts. */
  readonly head: Buffer;
  readonly values: KeyObject;
  readonly members: KeyObject;
  readonly memberNonces: KeyObject;

  constructor(id: string, bytes: Buffer) {
    const derive = (purpose: string): KeyObject =>
      createSecretKey(Buffer.from(hkdfSync("sha256", bytes, "", `coffer ${purpose}`, 32)));
    this.head = headOf(id);
    this.values = derive("values");
    this.members = derive("members");
    this.memberNonces = derive("nonces of members");
  }
}
