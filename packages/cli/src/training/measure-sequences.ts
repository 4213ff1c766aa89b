/** How often each byte is a literal, and how often each code of zstd's sequences occurs (RFC 8878, 3.1.1.3.2.1). */
export interface Statistics {
  readonly literals: Uint32Array;
  readonly literalLengths: Uint32Array;
  readonly matchLengths: Uint32Array;
  readonly offsets: Uint32Array;
}

const LITERAL_LENGTH_CODES = 36;
const MATCH_LENGTH_CODES = 53;
const OFFSET_CODES = 32;

/** The shortest match that is searched, as in zstd's fast levels. */
const SHORTEST = 5;
const HASH_BITS = 18;

/**
 * Parses the samples roughly as zstd would with this content before them: it takes the nearest earlier position with
 * the same five bytes. The counts become the tables of the dictionary.
 */
export function measureSequences(content: Buffer, samples: readonly Buffer[]): Statistics {
  const statistics: Statistics = {
    literals: new Uint32Array(256),
    literalLengths: new Uint32Array(LITERAL_LENGTH_CODES),
    matchLengths: new Uint32Array(MATCH_LENGTH_CODES),
    offsets: new Uint32Array(OFFSET_CODES),
  };
  const places = new Int32Array(2 ** HASH_BITS).fill(-1);
  for (let at = 0; at + SHORTEST <= content.length; at++) places[hashAt(content, at)] = at;
  for (const sample of samples) measure(Buffer.concat([content, sample]), content.length, places, statistics);
  return statistics;
}

function measure(text: Buffer, start: number, places: Int32Array, statistics: Statistics): void {
  const own = new Map<number, number>();
  let literalsFrom = start;
  let lastOffset = 0;
  let at = start;
  while (at + SHORTEST <= text.length) {
    const hash = hashAt(text, at);
    const repeated = lastOffset > 0 ? matchLength(text, at - lastOffset, at) : 0;
    const place = repeated >= SHORTEST ? at - lastOffset : (own.get(hash) ?? (places[hash] as number));
    own.set(hash, at);
    const length = place < 0 ? 0 : matchLength(text, place, at);
    if (length < SHORTEST) {
      at++;
      continue;
    }
    for (const byte of text.subarray(literalsFrom, at)) add(statistics.literals, byte);
    add(statistics.literalLengths, literalLengthCode(at - literalsFrom));
    add(statistics.matchLengths, matchLengthCode(length));
    // The offset of the previous match has its own code; all others are counted from 4 on.
    const offset = at - place;
    add(statistics.offsets, offset === lastOffset ? 0 : log2(offset + 3));
    lastOffset = offset;
    at += length;
    literalsFrom = at;
  }
  for (const byte of text.subarray(literalsFrom)) add(statistics.literals, byte);
}

function add(counts: Uint32Array, index: number): void {
  counts[index] = (counts[index] as number) + 1;
}

function hashAt(text: Buffer, at: number): number {
  return (
    Math.imul(text.readInt32LE(at) ^ Math.imul(text[at + 4] as number, 0x85ebca6b), 0x9e3779b1) >>>
    (32 - HASH_BITS)
  );
}

function matchLength(text: Buffer, place: number, at: number): number {
  let length = 0;
  while (at + length < text.length && text[place + length] === text[at + length]) length++;
  return length;
}

function log2(value: number): number {
  return 31 - Math.clz32(value);
}

function literalLengthCode(length: number): number {
  if (length < 16) return length;
  if (length < 24) return 16 + ((length - 16) >> 1);
  if (length < 32) return 20 + ((length - 24) >> 2);
  if (length < 64) return length < 48 ? 22 + ((length - 32) >> 3) : 24;
  return Math.min(19 + log2(length), LITERAL_LENGTH_CODES - 1);
}

function matchLengthCode(length: number): number {
  const base = length - 3;
  if (base < 32) return base;
  if (base < 40) return 32 + ((base - 32) >> 1);
  if (base < 48) return 36 + ((base - 40) >> 2);
  if (base < 64) return 38 + ((base - 48) >> 3);
  if (base < 128) return base < 96 ? 40 + ((base - 64) >> 4) : 42;
  return Math.min(36 + log2(base), MATCH_LENGTH_CODES - 1);
}
