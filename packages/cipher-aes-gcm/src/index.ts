export { AesGcmCipher, AesGcmCipher as default } from "./aes-gcm-cipher.js";
export type { AesGcmOptions, KeyOfSettings } from "./options.js";
