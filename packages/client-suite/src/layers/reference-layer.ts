import {
  type ClientClass,
  type Condition,
  type Encoded,
  entryMarker,
  type Life,
  type Origin,
  type Unchanged,
} from "@coffer/client-default";

const HEADER = Buffer.from(entryMarker("mark", "@coffer/client-suite"));
const INTEGER = /^-?\d+$/;

/**
 * A minimal layer with its own header: it puts the header before each stored value and removes it when reading. Integers get none, since
 * Redis increments them. For tests, and as an example.
 */
export function referenceLayer<Base extends ClientClass>(Client: Base): Base {
  return class extends Client {
    override payloadOf(stored: Buffer): Buffer {
      const payload = super.payloadOf(stored);
      return isMarked(payload) ? payload.subarray(HEADER.length) : payload;
    }

    override withPayload(encoded: Encoded, stored: Buffer): Encoded {
      return super.withPayload(isMarked(super.payloadOf(stored)) ? mark(encoded) : encoded, stored);
    }

    override writeEntry(
      redisKey: string,
      data: Encoded | Promise<Buffer>,
      life: Life,
      when: Condition | Unchanged,
      origin: Origin,
    ): Promise<boolean> {
      const marked = data instanceof Promise ? data.then(mark) : isInteger(data) ? data : mark(data);
      return super.writeEntry(redisKey, marked, life, when, origin);
    }
  };
}

function mark(encoded: Encoded): Buffer {
  return Buffer.concat([HEADER, Buffer.from(encoded as string)]);
}

function isMarked(payload: Buffer): boolean {
  return payload.subarray(0, HEADER.length).equals(HEADER);
}

function isInteger(data: Encoded): boolean {
  return typeof data === "string" && INTEGER.test(data);
}
