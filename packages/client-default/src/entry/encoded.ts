/** A value as it is stored: text where it is an integer, else bytes. */
export type Encoded = string | Buffer;
