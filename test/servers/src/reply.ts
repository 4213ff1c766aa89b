/** A reply of Redis: a status is a string, a bulk string a Buffer, an error within an array an `Error`. */
export type Reply = string | Buffer | number | null | Error | Reply[];
