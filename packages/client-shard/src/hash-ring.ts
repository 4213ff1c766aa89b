import { hash } from "node:crypto";

const POINTS_PER_NODE = 128;

interface Point<Node> {
  readonly hash: string;
  readonly node: Node;
}

/**
 * The same ring as in django-redis: each node has 128 points, the SHA-256 of its text, a colon and the point's
 * number, and a key belongs to the last point that is not greater than its own hash. Most rings take the next point
 * instead.
 */
export class HashRing<Node = string> {
  #nodes: Node[] = [];
  #points: Point<Node>[] = [];

  constructor(nodes: Iterable<Node> = []) {
    for (const node of nodes) this.addNode(node);
  }

  /** The nodes in the order in which they were added. The order does not change which node has a key. */
  get nodes(): readonly Node[] {
    return this.#nodes;
  }

  /** Adds a node. Adding it again has no effect on the keys. */
  addNode(node: Node): void {
    this.#nodes = [...this.#nodes, node];
    const points = Array.from({ length: POINTS_PER_NODE }, (_, x) => ({
      hash: sha256(`${node}:${x}`),
      node,
    }));
    this.#points = [...this.#points, ...points].sort((a, b) =>
      a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0,
    );
  }

  /** @throws RangeError for an unknown node; its text is not shown, since it may be a URL with a password. */
  removeNode(node: Node): void {
    if (!this.#nodes.includes(node)) throw new RangeError("removeNode: the ring has no such node");
    this.#nodes = this.#nodes.filter((each) => each !== node);
    this.#points = this.#points.filter((point) => point.node !== node);
  }

  /** Returns the node of a key; undefined if the ring is empty. */
  getNode(key: string): Node | undefined {
    return this.#points.at(this.getPosition(key))?.node;
  }

  /** Returns the index of the key's point among the sorted points. -1 means the last point: the key is before the first. */
  getPosition(key: string): number {
    const wanted = sha256(key);
    const points = this.#points;
    let low = 0;
    let high = points.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((points[middle] as Point<Node>).hash > wanted) high = middle;
      else low = middle + 1;
    }
    return low - 1;
  }

  /**
   * Iterates over the nodes of the points from the key's own to the last. It does not wrap around, so some nodes may be missing.
   */
  *iterateNodes(key: string): Generator<Node> {
    for (const { node } of this.#points.slice(this.getPosition(key))) yield node;
  }
}

function sha256(text: string): string {
  return hash("sha256", text, "hex");
}
