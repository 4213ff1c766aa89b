import type { KeyRow } from "../../../src/api/keys.js";

const SEPARATOR = ":";

/** A prefix, or a key. */
export type TreeNode = Folder | { readonly row: KeyRow; readonly name: string };

export interface Folder {
  /** With its separator: `user:`. */
  readonly name: string;
  readonly path: string;
  readonly children: Map<string, Folder>;
  readonly rows: { readonly row: KeyRow; readonly name: string }[];
  /** The number of keys below it, and the bytes of those that are strings. */
  count: number;
  size: number;
  /** How many keys and folders it had when they were last sorted. */
  sorted: number;
  folders: Folder[];
}

/** A tree of keys by the parts of their names. It grows as keys are found. */
export class KeyTree {
  readonly root: Folder = folder("", "");
  #taken = 0;

  /** Adds the keys that were appended to a list since the last call. */
  take(rows: readonly KeyRow[]): void {
    for (; this.#taken < rows.length; this.#taken++) this.#add(rows[this.#taken] as KeyRow);
  }

  #add(row: KeyRow): void {
    const [key, redisKey, type, size] = row;
    const bytes = type === "string" ? size : 0;
    // Keys that cannot be named have no parts.
    const parts = redisKey === null ? [key] : key.split(SEPARATOR);
    const name = parts.pop() as string;
    let at = this.root;
    at.count += 1;
    for (const part of parts) {
      let next = at.children.get(part);
      if (next === undefined) {
        next = folder(`${part}${SEPARATOR}`, `${at.path}${part}${SEPARATOR}`);
        at.children.set(part, next);
      }
      next.count += 1;
      next.size += bytes;
      at = next;
    }
    at.rows.push({ row, name });
  }

  /** The paths of all folders. */
  *paths(at: Folder = this.root): Generator<string> {
    for (const child of at.children.values()) {
      yield child.path;
      yield* this.paths(child);
    }
  }

  /**
   * The visible nodes if these folders are open, sorted by name, with their depth. A folder with a single key in
   * another folder is shown as that key.
   */
  visible(open: ReadonlySet<string>): { node: TreeNode; depth: number }[] {
    const seen: { node: TreeNode; depth: number }[] = [];
    const walk = (at: Folder, depth: number): void => {
      sort(at);
      for (const child of at.folders) {
        if (depth > 0 && child.count === 1) {
          const row = only(child);
          seen.push({ node: { row, name: row[0].slice(at.path.length) }, depth });
          continue;
        }
        seen.push({ node: child, depth });
        if (open.has(child.path)) walk(child, depth + 1);
      }
      for (const node of at.rows) seen.push({ node, depth });
    };
    walk(this.root, 0);
    return seen;
  }
}

function folder(name: string, path: string): Folder {
  return { name, path, children: new Map(), rows: [], count: 0, size: 0, sorted: 0, folders: [] };
}

/** Sorts the content of a folder, if something has been added. */
function sort(at: Folder): void {
  const { children, rows } = at;
  if (at.sorted === children.size + rows.length) return;
  at.folders = [...children.values()].sort(byName);
  rows.sort(byName);
  at.sorted = children.size + rows.length;
}

/** Compares names, and numbers numerically: 9 before 10. */
function byName({ name: a }: { readonly name: string }, { name: b }: { readonly name: string }): number {
  if (a.length !== b.length && isNumber(a) && isNumber(b)) return a.length - b.length;
  return a < b ? -1 : Number(a > b);
}

function isNumber(name: string): boolean {
  return name <= ":" && /^\d+:?$/.test(name);
}

/** The key of a folder with only one. */
function only(at: Folder): KeyRow {
  let folder = at;
  while (folder.rows.length === 0) folder = folder.children.values().next().value as Folder;
  return (folder.rows[0] as Folder["rows"][number]).row;
}
