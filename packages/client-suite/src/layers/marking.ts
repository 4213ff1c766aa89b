import {
  type ClientClass,
  type Condition,
  type Encoded,
  entryMarker,
  type Origin,
} from "@coffer/client-default";

const HEADER = Buffer.from(entryMarker("mark", "@coffer/client-suite"));
const INTEGER = /^-?\d+$/;

/** A layer that only puts a header before what it stores, integers excepted, which Redis counts. It is to be peeled off by whoever reads. */
export function marking<Base extends ClientClass>(Client: Base): Base {
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
      timeout: number | null,
      when: Condition,
      origin: Origin,
    ): Promise<boolean> {
      const marked = data instanceof Promise ? data.then(mark) : isInteger(data) ? data : mark(data);
      return super.writeEntry(redisKey, marked, timeout, when, origin);
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
