import { damagedError } from "./damaged-error.js";
import type { FrameHeader } from "./frame-header.js";
import { tooLargeError } from "./too-large-error.js";
import { xxh32 } from "./xxh32.js";

/** One block as the library takes it: the size it may inflate to, and its bytes. */
export interface Block {
  readonly input: Buffer;
  /** What linked blocks look back to. */
  readonly dictionary: Buffer | undefined;
}

/** Takes back what a block inflated to, or the library's error. */
export type Inflation = Generator<Block, Buffer, Buffer | Error>;

/** How far back a linked block may look. */
const WINDOW = 64 * 1024;
/** In the size of a block: its bytes are as they were. */
const STORED = 0x80000000;

/**
 * Walks the blocks of a frame, hands each one out to be inflated (at once or in the thread pool, as the caller
 * likes), takes back the result, and returns the whole. No block may become larger than what is left of the content
 * size, or, where the frame does not say, of `limit`, so a frame that lies takes no more memory than an honest one.
 * Bytes after the end of the frame are ignored, as Python does.
 */
export function* readFrame(data: Buffer, header: FrameHeader, limit: number): Inflation {
  const { blockSize, contentSize, linked, blockChecksums, contentChecksum } = header;
  const total = contentSize ?? limit;
  const parts: Buffer[] = [];
  let window: Buffer = Buffer.alloc(0);
  let produced = 0;
  let at = header.length;

  const take = (length: number): number => {
    const start = at;
    at += length;
    if (at > data.length) throw damagedError("it ends too early");
    return start;
  };

  for (;;) {
    const word = data.readUInt32LE(take(4));
    if (word === 0) break;
    const size = word % STORED;
    const isStored = word >= STORED;
    if (size > blockSize) throw damagedError("a block is larger than the frame allows");
    const start = take(size);
    const bytes = data.subarray(start, start + size);
    if (blockChecksums && data.readUInt32LE(take(4)) !== xxh32(bytes)) {
      throw damagedError("the checksum of a block is wrong");
    }
    const room = Math.min(blockSize, total - produced);
    const isCut = contentSize === undefined && room < blockSize;
    let part = bytes;
    if (!isStored) {
      const input = Buffer.from(data.subarray(start - 4, start + size));
      input.writeUInt32LE(room, 0);
      const inflated = yield { input, dictionary: linked && window.length > 0 ? window : undefined };
      if (inflated instanceof Error) {
        // What the library says when `room` is not enough.
        throw isCut && inflated.message.includes("too small")
          ? tooLargeError("the value would inflate to", limit)
          : damagedError(inflated.message, inflated);
      }
      part = inflated;
    }
    if (part.length > room) {
      throw isCut
        ? tooLargeError("the value would inflate to", limit)
        : damagedError("it holds more than it says");
    }
    produced += part.length;
    parts.push(part);
    if (linked) window = Buffer.concat([window, part]).subarray(-WINDOW);
  }
  if (contentSize !== undefined && produced !== contentSize) throw damagedError("it holds less than it says");
  const [first] = parts;
  const content = parts.length === 1 && first !== undefined ? first : Buffer.concat(parts, produced);
  if (contentChecksum && data.readUInt32LE(take(4)) !== xxh32(content)) {
    throw damagedError("the checksum of its content is wrong");
  }
  return content;
}
