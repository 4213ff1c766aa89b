import type { Reply } from "@coffer/cache-core";

export function isPair(reply: Reply): boolean {
  return Array.isArray(reply) && reply.length === 2;
}
