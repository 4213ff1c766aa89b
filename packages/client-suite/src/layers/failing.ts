import type { ClientClass } from "@coffer/client-default";

/** A layer in which reading and writing values rejects with an error. */
export function failing(error: Error): <Base extends ClientClass>(Client: Base) => Base {
  const fail = () => Promise.reject(error);
  return (Client) =>
    class extends Client {
      override readValue(): Promise<unknown> {
        return fail();
      }

      override readValues(): Promise<unknown[]> {
        return fail();
      }

      override writeEntry(): Promise<boolean> {
        return fail();
      }
    };
}
