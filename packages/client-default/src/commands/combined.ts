export type Combination = "SDIFF" | "SINTER" | "SUNION";

/** Combines lists of members as Redis combines sets; members are equal if their bytes are. */
export function combined(command: Combination, lists: readonly (readonly Buffer[])[]): Buffer[] {
  const [first = new Map(), ...others] = lists.map(byBytes);
  if (command === "SUNION") return [...new Map([first, ...others].flatMap((each) => [...each])).values()];
  const keeps = command === "SINTER";
  return [...first]
    .filter(([bytes]) =>
      keeps ? others.every((each) => each.has(bytes)) : !others.some((each) => each.has(bytes)),
    )
    .map(([, member]) => member);
}

function byBytes(members: readonly Buffer[]): Map<string, Buffer> {
  return new Map(members.map((member) => [member.toString("latin1"), member]));
}
