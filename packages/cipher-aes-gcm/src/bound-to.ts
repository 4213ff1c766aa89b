import type { CipherContext } from "@coffer/cache-core";

/**
 * What the tag covers beside the bytes: the head, and where they are stored. One form for each place, and no two places with the same:
 * a letter, and of a field the length of its key before both.
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
