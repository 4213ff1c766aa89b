import "fastify";

declare module "fastify" {
  interface Session {
    user?: string;
    visits?: number;
  }
}
