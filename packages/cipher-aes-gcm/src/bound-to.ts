import type { CipherContext } from "@coffer/cache-core";

/**
 * The additional data of the tag: the header, and where the bytes are stored, in a unique form for each place: a
 * letter, and for a field the length of its key before both.
 */
export function boundTo(head: Buffer, context: CipherContext): Buffer {
  switch (context.kind) {
    case "value":
      return Buffer.concat([head, Buffer.from(`v${context.key}`)]);
    case "field":
      return Buffer.concat([
        head,
        Buffer.from(`f${Buffer.byteLength(context.key)}:${context.key}${context.field}`),
      ]);
    case "member":
      return Buffer.concat([head, Buffer.from("m")]);
  }
}
