import { once } from "node:events";
import { connect } from "node:net";
import { RespReader } from "../lib/resp-reader.mjs";

/** @typedef {{ text: string[], count: number, replies: Promise<unknown[]>, resolve: (replies: unknown[]) => void }} Batch */

/** @returns {Batch} */
function newBatch() {
  /** @type {(replies: unknown[]) => void} */
  let resolve = () => {};
  /** @type {Promise<unknown[]>} */
  const replies = new Promise((done) => {
    resolve = done;
  });
  return { text: [], count: 0, replies, resolve };
}

/** @param {string} text */
const bulk = (text) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;

/** @param {unknown} text */
const decode = (text) => (text === null ? undefined : JSON.parse(/** @type {string} */ (text)));

/**
 * The minimum: the calls of one turn of the event loop are written to a bare socket as one string, reads as one MGET,
 * writes as SETs. No errors, no timeouts, no reconnecting. This is the limit for stock drivers.
 *
 * @type {import("../contract.d.ts").Candidate}
 */
export default {
  name: "RESP socket by hand",
  kind: "limit",
  open: async (url) => {
    const { hostname, port, pathname } = new URL(url);
    const socket = connect(Number(port), hostname).setNoDelay(true);
    await once(socket, "connect");
    /** @type {{ expected: number, replies: unknown[], resolve: (replies: unknown[]) => void, isArray: boolean }[]} */
    const sent = [];
    let first = 0;
    const reader = new RespReader((reply) => {
      const batch = sent[first];
      if (batch === undefined || reply instanceof Error) throw reply;
      if (!batch.isArray) batch.replies.push(reply);
      if (!batch.isArray && batch.replies.length < batch.expected) return;
      first += 1;
      if (first === sent.length) {
        first = 0;
        sent.length = 0;
      }
      batch.resolve(batch.isArray ? /** @type {unknown[]} */ (reply) : batch.replies);
    });
    socket.on("data", (chunk) => reader.feed(/** @type {Buffer} */ (chunk)));

    let reads = newBatch();
    let writes = newBatch();
    let scheduled = false;
    const flush = () => {
      scheduled = false;
      let text = "";
      if (reads.count > 0) {
        text = `*${reads.count + 1}\r\n$4\r\nMGET\r\n${reads.text.join("")}`;
        sent.push({ expected: 1, replies: [], resolve: reads.resolve, isArray: true });
        reads = newBatch();
      }
      if (writes.count > 0) {
        text += writes.text.join("");
        sent.push({ expected: writes.count, replies: [], resolve: writes.resolve, isArray: false });
        writes = newBatch();
      }
      socket.write(text);
    };
    /** @type {(batch: Batch, text: string) => number} */
    const add = (batch, text) => {
      if (!scheduled) {
        scheduled = true;
        setImmediate(flush);
      }
      batch.text.push(text);
      batch.count += 1;
      return batch.count - 1;
    };
    /** @param {string} key */
    const get = (key) => {
      const position = add(reads, bulk(key));
      return reads.replies.then((replies) => decode(replies[position]));
    };
    /** @type {(key: string, value: unknown, seconds: number) => Promise<unknown>} */
    const set = (key, value, seconds) => {
      const command = `*5\r\n$3\r\nSET\r\n${bulk(key)}${bulk(JSON.stringify(value))}$2\r\nPX\r\n`;
      const position = add(writes, command + bulk(String(seconds * 1000)));
      return writes.replies.then((replies) => replies[position]);
    };

    add(writes, `*2\r\n$6\r\nSELECT\r\n${bulk(pathname.slice(1) || "0")}`);
    await writes.replies;
    return {
      get,
      set,
      getMany: (keys) => {
        const { replies } = reads;
        const from = keys.map((key) => add(reads, bulk(key)))[0] ?? 0;
        return replies.then((all) => all.slice(from, from + keys.length).map(decode));
      },
      setMany: (entries, seconds) => Promise.all(entries.map(([key, value]) => set(key, value, seconds))),
      getOrSet: async (key, load) => (await get(key)) ?? load(),
      close: async () => socket.destroy(),
    };
  },
};
