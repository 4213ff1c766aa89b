import { COLLECTION } from "./extension-types.js";

/** For the heads 0xc4 to 0xdf: how many bytes of length follow, and how many additional bytes. */
const LENGTH_SIZE = [1, 2, 4, 1, 2, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 2, 4, 2, 4];
const FIXED_SIZE = [0, 0, 0, 1, 1, 1, 4, 8, 1, 2, 4, 8, 1, 2, 4, 8, 2, 3, 5, 9, 17, 0, 0, 0, 0, 0, 0, 0];

/**
 * The approximate bytes that a value takes for its slot, and for being an object or an extension, which may be an
 * error with a stack.
 */
const PLACE = 8;
const OBJECT = 56;
const EXTENSION = 1024;

/** Smaller data is not checked, since it cannot do harm: the check takes a seventh of the time of reading. */
const SMALL = 2 ** 16;

/**
 * Estimates how much memory a value takes once it is read, from its heads: a single byte may mean an empty object,
 * and so 64 MiB may become 4 GiB.
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
      // The content of a Map or Set is checked, too.
      position += data[position] === COLLECTION ? 2 : length + (FIXED_SIZE[code - 0xc4] as number);
    }
  }
  if (memory > limit)
    throw new SyntaxError(`it would take more than ${limit} bytes of memory, 8 times MAX_VALUE_BYTES`);
}
