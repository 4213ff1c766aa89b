import { COLLECTION } from "./extension-types.js";

/** Of the heads 0xc4 to 0xdf: how many bytes of a length follow, and how many bytes besides those that it counts. */
const LENGTH_SIZE = [1, 2, 4, 1, 2, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 2, 4, 2, 4];
const FIXED_SIZE = [0, 0, 0, 1, 1, 1, 4, 8, 1, 2, 4, 8, 1, 2, 4, 8, 2, 3, 5, 9, 17, 0, 0, 0, 0, 0, 0, 0];

/** About how many bytes a value takes for its place, and for being an object or an extension, which may be an error with a stack. */
const PLACE = 8;
const OBJECT = 56;
const EXTENSION = 1024;

/** What is smaller is not looked at, since it cannot do harm: looking takes a seventh of the time of reading. */
const SMALL = 2 ** 16;

/**
 * Estimates how much memory a value takes once it is read, by going through its heads: a single byte may stand for an empty
 * object, and so 64 MiB for 4 GiB.
 *
 * @param limit in bytes.
 * @throws SyntaxError
 */
export function checkMemory(data: Buffer, limit: number): void {
  if (data.length < SMALL) return;
  let memory = 0;
  for (let position = 0; position < data.length; ) {
    const code = data[position++] as number;
    memory += PLACE;
    if (code < 0x80 || code >= 0xe0) continue;
    if (code < 0xa0) memory += OBJECT;
    else if (code < 0xc0) position += code & 0x1f;
    else if (code >= 0xdc) {
      memory += OBJECT;
      position += LENGTH_SIZE[code - 0xc4] as number;
    } else if (code >= 0xc4) {
      const size = LENGTH_SIZE[code - 0xc4] as number;
      const length = size > 0 && position + size <= data.length ? data.readUIntBE(position, size) : 0;
      position += size;
      if ((code >= 0xd4 && code <= 0xd8) || (code >= 0xc7 && code <= 0xc9)) memory += EXTENSION;
      // What a Map or Set holds is gone through, too.
      position += data[position] === COLLECTION ? 2 : length + (FIXED_SIZE[code - 0xc4] as number);
    }
  }
  if (memory > limit)
    throw new SyntaxError(`it would take more than ${limit} bytes of memory, 8 times MAX_VALUE_BYTES`);
}
