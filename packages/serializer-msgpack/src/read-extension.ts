import { bigintFrom } from "./bigint-bytes.js";
import { ARRAY_BUFFER, BIGINT, BINARY, BINARY_KINDS, DATA_VIEW, TIMESTAMP } from "./extension-types.js";
import { dateFrom } from "./timestamp.js";

/**
 * The value of an extension that holds no further values.
 * @throws SyntaxError for types that are not ours, and for payloads that do not fit their type.
 */
export function readExtension(type: number, payload: Buffer): unknown {
  const value = read(type, payload);
  if (value === undefined) {
    throw new SyntaxError(
      `it holds an extension of type ${type} and ${payload.length} bytes, which is unknown here`,
    );
  }
  return value;
}

function read(type: number, payload: Buffer): unknown {
  if (type === TIMESTAMP) return dateFrom(payload);
  if (payload.length === 0) return undefined;
  if (type === BIGINT) return bigintFrom(payload);
  return type === BINARY ? readBinary(payload) : undefined;
}

function readBinary(payload: Buffer): unknown {
  const kind = payload[0] as number;
  // A copy: the payload is a part of something larger, and need not lie where numbers of several bytes have to.
  const memory = new Uint8Array(payload.subarray(1)).buffer;
  if (kind === ARRAY_BUFFER) return memory;
  if (kind === DATA_VIEW) return new DataView(memory);
  const Kind = BINARY_KINDS[kind];
  return Kind === undefined || memory.byteLength % Kind.BYTES_PER_ELEMENT !== 0
    ? undefined
    : new Kind(memory);
}
