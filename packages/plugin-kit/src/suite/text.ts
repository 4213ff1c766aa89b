/**
 * A reply of the server as text, whether its driver returns strings or Buffers; lists item by item, other values as
 * they are.
 */
export function text(reply: unknown): unknown {
  if (Buffer.isBuffer(reply)) return reply.toString("utf8");
  return Array.isArray(reply) ? reply.map(text) : reply;
}
