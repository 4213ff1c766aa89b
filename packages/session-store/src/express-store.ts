/**
 * What express-session's own stores are, for the classes of its sessions and cookies. Found at run time, by those who use it: in Fastify it
 * need not be installed, nor be there for a bundler, which is what the `catch` says to it.
 */
export async function expressStore(): Promise<typeof import("express-session").Store> {
  const { default: session } = await import("express-session").catch((cause) => {
    throw new Error("@coffer/session-store cannot load express-session: install it beside", { cause });
  });
  return session.Store;
}
