import { randomUUID } from "node:crypto";

/** Something that is different each time it is made: who sees it twice has it from a cache. */
export const makeId = () => randomUUID();

export function Made({ id }) {
  return <p>made {id}</p>;
}
