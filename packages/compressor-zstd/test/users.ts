/** Small values of one kind, the same every time, as a cache of user records would hold them. */
export function users(count: number, seed: number): Buffer[] {
  let state = seed;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const pick = (list: readonly string[]): string => list[random(list.length)] as string;
  return Array.from({ length: count }, () => {
    const last = pick(["Lovelace", "Hopper", "Turing", "Liskov", "Knuth", "Hamilton", "Perlman"]);
    return Buffer.from(
      JSON.stringify({
        id: random(1e6),
        name: `${pick(["Ada", "Grace", "Alan", "Barbara", "Donald", "Radia"])} ${last}`,
        email: `${last.toLowerCase()}${random(1000)}@example.com`,
        active: random(2) === 1,
        roles: ["admin", "editor", "viewer"].slice(random(3)),
        created: `2024-0${1 + random(9)}-${10 + random(18)}T1${random(10)}:${10 + random(50)}:00Z`,
      }),
    );
  });
}
