import { randomBytes } from "../suite/random-bytes.js";

interface SentReply {
  readonly wire: Buffer;
  readonly reply: unknown;
}

/** A random reply of RESP2, including nested arrays. */
export function randomReply(next: (below: number) => number, depth = 0): SentReply {
  switch (next(depth < 4 ? 7 : 5)) {
    case 0: {
      const text = `status ${next(1000)} é`;
      return { wire: Buffer.from(`+${text}\r\n`), reply: text };
    }
    case 1: {
      const message = `ERR number ${next(1000)}`;
      return { wire: Buffer.from(`-${message}\r\n`), reply: { refused: message } };
    }
    case 2: {
      const integer = next(2 ** 31) - 2 ** 30;
      return { wire: Buffer.from(`:${integer}\r\n`), reply: integer };
    }
    case 3:
      return { wire: Buffer.from(next(2) ? "$-1\r\n" : "*-1\r\n"), reply: null };
    case 4: {
      const bytes = randomBytes(next(200), next(2 ** 31));
      const wire = Buffer.concat([Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from("\r\n")]);
      return { wire, reply: bytes };
    }
    default: {
      const items = Array.from({ length: next(6) }, () => randomReply(next, depth + 1));
      const wire = Buffer.concat([Buffer.from(`*${items.length}\r\n`), ...items.map((each) => each.wire)]);
      return { wire, reply: items.map((each) => each.reply) };
    }
  }
}
