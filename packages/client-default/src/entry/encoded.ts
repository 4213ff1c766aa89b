/** A value in its stored form: text for an integer, else bytes. */
export type Encoded = string | Buffer;
