/** The smallest table that the format allows. */
const LEAST_LOG = 5;

/**
 * A table of probabilities in a dictionary (RFC 8878, 4.1.1): the counts scaled to 2 ** `log`. Every code gets its
 * share, seen or not: zstd uses a dictionary's table without checking it only if no code can be missing in it.
 */
export function codeTable(counts: Uint32Array, log: number): Buffer {
  let remaining = 2 ** log + 1;
  let threshold = 2 ** log;
  let bits = log + 1;
  const writer = new BitWriter();
  writer.write(log - LEAST_LOG, 4);
  for (const share of scale(counts, 2 ** log)) {
    const spare = 2 * threshold - 1 - remaining;
    remaining -= share;
    // Shares are written plus one, since 0 means "less than one"; small ones use fewer bits if possible.
    const value = share + 1;
    writer.write(value >= threshold ? value + spare : value, value < spare ? bits - 1 : bits);
    while (remaining < threshold && threshold > 1) {
      bits--;
      threshold >>= 1;
    }
  }
  return writer.bytes();
}

/** Shares of at least 1 that sum up to `total`. */
function scale(counts: Uint32Array, total: number): number[] {
  const sum = counts.reduce((a, b) => a + b, 0) || 1;
  const free = total - counts.length;
  const shares = Array.from(counts, (count) => 1 + Math.floor((free * count) / sum));
  const rest = total - shares.reduce((a, b) => a + b, 0);
  const largest = shares.indexOf(Math.max(...shares));
  shares[largest] = (shares[largest] as number) + rest;
  return shares;
}

/** From the lowest bit of the first byte on. */
class BitWriter {
  readonly #bits: number[] = [];

  write(value: number, width: number): void {
    for (let bit = 0; bit < width; bit++) this.#bits.push((value >> bit) & 1);
  }

  bytes(): Buffer {
    const bytes = Buffer.alloc(Math.ceil(this.#bits.length / 8));
    for (const [index, bit] of this.#bits.entries()) {
      bytes[index >> 3] = (bytes[index >> 3] as number) | (bit << (index & 7));
    }
    return bytes;
  }
}
