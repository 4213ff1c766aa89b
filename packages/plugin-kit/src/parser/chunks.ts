import assert from "node:assert/strict";
import type { Cases } from "../suite/cases.js";
import { random } from "../suite/random.js";
import type { ParserContext } from "./parser-context.js";
import { randomReply } from "./random-reply.js";
import { sameReplies } from "./same-replies.js";
import { SENT, sentBytes } from "./sent.js";

const ALL = SENT.map(([, reply]) => reply);

export const chunks: Cases<ParserContext> = {
  "replies are parsed the same wherever the chunks begin and end": ({ parse }) => {
    const bytes = sentBytes();
    for (let cut = 1; cut < bytes.length; cut += 1) {
      sameReplies(parse(bytes.subarray(0, cut), bytes.subarray(cut)), ALL, `cut at ${cut}`);
    }
    for (const size of [1, 2, 3, 5, 7]) {
      sameReplies(parse(...inChunks(bytes, () => size)), ALL, `chunks of ${size}`);
    }
  },

  "random replies in random chunks are parsed correctly": ({ parse }) => {
    const next = random(5);
    for (let n = 0; n < 500; n++) {
      const sent = Array.from({ length: 1 + next(12) }, () => randomReply(next));
      const bytes = Buffer.concat(sent.map(({ wire }) => wire));
      const longest = 1 + next(100);
      sameReplies(
        parse(...inChunks(bytes, () => 1 + next(longest))),
        sent.map(({ reply }) => reply),
        `number ${n}`,
      );
    }
  },

  "a reply does not change while more is parsed, and chunks are not changed": ({ reading }) => {
    const { read, execute } = reading();
    const values = Array.from({ length: 2000 }, (_, n) => String(n).repeat(1 + (n % 50)));
    const wire = Buffer.from(values.map((value) => `$${value.length}\r\n${value}\r\n`).join(""));
    for (const chunk of inChunks(wire, () => 37)) {
      const copy = Buffer.from(chunk);
      execute(chunk);
      assert.ok(chunk.equals(copy), "a chunk must not be changed");
    }
    assert.deepEqual(read.map(String), values);
  },

  "a bulk string of many chunks is not copied for each chunk, which would take minutes": ({ reading }) => {
    const chunk = Buffer.alloc(1024, "0123456789abcde\n");
    const count = 8_000;
    // To copy all bytes for each chunk costs as much as 4,000 copies of the whole value. Machines differ, so the time
    // is compared with that of a copy.
    const limit = 20 * processorTime(() => Buffer.concat(Array<Buffer>(count).fill(chunk)));
    const { read, execute } = reading();
    execute(`$${count * chunk.length}\r\n`);
    const before = process.cpuUsage();
    for (let n = 0; n < count; n += 1) {
      execute(chunk);
      if (n % 100 === 0) assert.ok(since(before) < limit, `${n} of ${count} chunks took too long`);
    }
    execute("\r\n");
    const [value] = read as Buffer[];
    assert.equal(value?.length, count * chunk.length);
    assert.ok(value?.subarray(-chunk.length).equals(chunk));
  },
};

/** Microseconds, the most of three times: some get memory that was in use before, which costs a fraction of new one. */
function processorTime(work: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    work();
    return since(before);
  });
  return Math.max(...times);
}

function since(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

function inChunks(bytes: Buffer, size: () => number): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += parts.at(-1)?.length ?? 0) {
    parts.push(bytes.subarray(at, at + size()));
  }
  return parts;
}
