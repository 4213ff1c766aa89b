/**
 * The base of express-session's own stores, for the classes of its sessions and cookies. Loaded at run time by its
 * users: with Fastify it need not be installed or available to a bundler, which recognizes an optional import by the
 * `catch`.
 */
export async function expressStore(): Promise<typeof import("express-session").Store> {
  const { default: session } = await import("express-session").catch((cause) => {
    throw new Error("@coffer/session-store cannot load express-session: install it too", { cause });
  });
  return session.Store;
}
