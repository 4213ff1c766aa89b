import { createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import { headOf } from "./stored-form.js";

/** A key of the settings, as three that are derived from it (HKDF-SHA256): none serves two purposes. */
export class CipherKey {
  /** What stands before what it encrypts. */
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
