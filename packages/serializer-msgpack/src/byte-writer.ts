/** Beyond these many bytes the header of a text takes one more byte, or two. */
const FIX = 32;
const UINT8 = 0x100;
const UINT16 = 0x10000;
const UINT32 = 0x100000000;

/** What every type of msgpack looks like, always in its shortest form, in a buffer that grows. */
export class ByteWriter {
  #bytes: Buffer = Buffer.allocUnsafeSlow(8192);
  #view: DataView = new DataView(this.#bytes.buffer);
  /** Where the next byte goes. */
  protected position = 0;

  get capacity(): number {
    return this.#bytes.length;
  }

  /** A copy of what has been written. */
  protected copy(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.position));
  }

  /** Room for so many bytes more. */
  #reserve(count: number): void {
    if (this.position + count <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.position + count, this.#bytes.length * 2));
    this.#bytes.copy(grown, 0, 0, this.position);
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }

  protected byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.position++] = value;
  }

  /** The head of a container: in its own byte up to 15, or else `code` or the one after it with 16 or 32 bits. */
  protected head(count: number, fix: number, code: number): void {
    this.#reserve(5);
    if (count < 16) this.#bytes[this.position++] = fix | count;
    else if (count < UINT16) this.#coded16(code, count);
    else this.#coded32(code + 1, count);
  }

  /** The head of a map of `count`, written at `start` as one of `counted`, which turned out to be too many. */
  protected correctMapHead(start: number, counted: number, count: number): void {
    const size = (entries: number): number => (entries < 16 ? 1 : entries < UINT16 ? 3 : 5);
    const end = this.position - size(counted) + size(count);
    this.#bytes.copyWithin(start + size(count), start + size(counted), this.position);
    this.position = start;
    this.head(count, 0x80, 0xde);
    this.position = end;
  }

  protected number(value: number): void {
    // -0 has to stay a float.
    if ((value | 0) === value && (value !== 0 || 1 / value > 0)) this.#integer(value);
    else if (Number.isSafeInteger(value) && value !== 0) this.#longInteger(value);
    else this.#float(value);
  }

  #integer(value: number): void {
    this.#reserve(5);
    if (value >= 0) {
      if (value < 0x80) this.#bytes[this.position++] = value;
      else if (value < UINT8) this.#coded8(0xcc, value);
      else if (value < UINT16) this.#coded16(0xcd, value);
      else this.#coded32(0xce, value);
    } else if (value >= -32) this.#bytes[this.position++] = value;
    else if (value >= -0x80) this.#coded8(0xd0, value);
    else if (value >= -0x8000) this.#coded16(0xd1, value);
    else this.#coded32(0xd2, value);
  }

  #longInteger(value: number): void {
    this.#reserve(9);
    if (value > 0 && value < UINT32) {
      this.#coded32(0xce, value);
      return;
    }
    this.#bytes[this.position] = value > 0 ? 0xcf : 0xd3;
    this.#view.setInt32(this.position + 1, Math.floor(value / UINT32));
    this.#view.setInt32(this.position + 5, (value % UINT32) | 0);
    this.position += 9;
  }

  #float(value: number): void {
    this.#reserve(9);
    this.#bytes[this.position] = 0xcb;
    // Of the many bit patterns of NaN one is written.
    this.#view.setFloat64(this.position + 1, Number.isNaN(value) ? Number.NaN : value);
    this.position += 9;
  }

  /** An integer of 64 bits. */
  protected bigint64(value: bigint): void {
    this.#reserve(9);
    this.#bytes[this.position] = value > 0n ? 0xcf : 0xd3;
    this.#view.setBigInt64(this.position + 1, BigInt.asIntN(64, value));
    this.position += 9;
  }

  /** One of the ten integers whose shortest form is an ASCII digit, in the next longer form. */
  protected longDigit(value: number): void {
    this.#reserve(2);
    this.#coded8(0xcc, value);
  }

  /** Says false for a text that is not well-formed UTF-16, and so has no UTF-8. */
  protected text(text: string): boolean {
    const length = text.length;
    if (length >= FIX) return this.#longText(text);
    this.#reserve(1 + length);
    let position = this.position;
    this.#bytes[position++] = 0xa0 | length;
    // For a few characters this takes less time than a call into Node.
    for (let index = 0; index < length; index++) {
      const code = text.charCodeAt(index);
      if (code >= 0x80) return this.#longText(text);
      this.#bytes[position++] = code;
    }
    this.position = position;
    return true;
  }

  #longText(text: string): boolean {
    const length = text.length;
    this.#reserve(5 + 3 * length);
    // The head is as long as for ASCII, which most texts are; for others the text is moved if need be.
    const guessed = textHead(length);
    const size = this.#bytes.write(text, this.position + guessed);
    if (size !== length && !text.isWellFormed()) return false;
    const head = textHead(size);
    if (head !== guessed) {
      const from = this.position + guessed;
      this.#bytes.copyWithin(this.position + head, from, from + size);
    }
    if (head === 1) this.#bytes[this.position++] = 0xa0 | size;
    else if (head === 2) this.#coded8(0xd9, size);
    else if (head === 3) this.#coded16(0xda, size);
    else this.#coded32(0xdb, size);
    this.position += size;
    return true;
  }

  protected binary(data: Uint8Array): void {
    const size = data.length;
    this.#reserve(5 + size);
    if (size < UINT8) this.#coded8(0xc4, size);
    else if (size < UINT16) this.#coded16(0xc5, size);
    else this.#coded32(0xc6, size);
    this.#put(data);
  }

  protected extension(type: number, data: Uint8Array): void {
    this.#reserve(6 + data.length);
    this.#extensionHead(type, data.length);
    this.#put(data);
  }

  /** Where an extension begins whose length is not known yet; its payload follows. */
  protected openExtension(): number {
    this.#reserve(6);
    this.position += 6;
    return this.position - 6;
  }

  protected closeExtension(type: number, start: number): void {
    const size = this.position - start - 6;
    this.position = start;
    this.#extensionHead(type, size);
    this.#bytes.copyWithin(this.position, start + 6, start + 6 + size);
    this.position += size;
  }

  #extensionHead(type: number, size: number): void {
    const fix = [1, 2, 4, 8, 16].indexOf(size);
    if (fix !== -1) this.#bytes[this.position++] = 0xd4 + fix;
    else if (size < UINT8) this.#coded8(0xc7, size);
    else if (size < UINT16) this.#coded16(0xc8, size);
    else this.#coded32(0xc9, size);
    this.#bytes[this.position++] = type;
  }

  // Those below rely on the room that their caller has reserved.

  #put(data: Uint8Array): void {
    this.#bytes.set(data, this.position);
    this.position += data.length;
  }

  #coded8(code: number, value: number): void {
    this.#bytes[this.position++] = code;
    this.#bytes[this.position++] = value;
  }

  #coded16(code: number, value: number): void {
    this.#coded8(code, value >> 8);
    this.#bytes[this.position++] = value;
  }

  #coded32(code: number, value: number): void {
    this.#bytes[this.position] = code;
    this.#view.setUint32(this.position + 1, value);
    this.position += 5;
  }
}

function textHead(size: number): number {
  if (size < FIX) return 1;
  return size < UINT8 ? 2 : size < UINT16 ? 3 : 5;
}
