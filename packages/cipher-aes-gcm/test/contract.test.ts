import { AesGcmCipher } from "@coffer/cipher-aes-gcm";
import { cipherSuite } from "@coffer/plugin-kit";
import { describe, it } from "vitest";
import { NEXT, NOW, STRANGER } from "./keys.js";

cipherSuite({
  describe,
  it,
  name: "AesGcmCipher with one key",
  create: () => new AesGcmCipher({ CIPHER_KEYS: [NOW] }),
  createStranger: () => new AesGcmCipher({ CIPHER_KEYS: [{ ...STRANGER, id: NOW.id }] }),
});

cipherSuite({
  describe,
  it,
  name: "AesGcmCipher with several keys",
  create: () => new AesGcmCipher({ CIPHER_KEYS: [NEXT, { ...NOW, members: true }] }),
  createStranger: () => new AesGcmCipher({ CIPHER_KEYS: [STRANGER] }),
});
