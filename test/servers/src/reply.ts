/** What Redis answers: a status is a string, a bulk string its bytes, an error inside of an array an `Error`. */
export type Reply = string | Buffer | number | null | Error | Reply[];
