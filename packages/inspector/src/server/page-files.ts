import { readdir, readFile } from "node:fs/promises";
import { extname } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { HttpFault } from "./http-fault.js";

/** A file of the page with its headers. */
export interface PageFile {
  readonly type: string;
  readonly isPage: boolean;
  readonly plain: Buffer;
  readonly zipped: Buffer;
}

const FOLDER = new URL("../ui/", import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

let files: Promise<ReadonlyMap<string, PageFile>> | undefined;

/**
 * The file at a path, from a table of the built files: paths are never resolved in the file system.
 * @throws HttpFault (404)
 */
export async function pageFile(path: string): Promise<PageFile> {
  files ??= readAll().catch((error) => {
    files = undefined;
    throw error;
  });
  const file = (await files).get(path);
  if (file === undefined) throw new HttpFault(404, "there is no such page");
  return file;
}

async function readAll(): Promise<ReadonlyMap<string, PageFile>> {
  const entries = await readdir(FOLDER, { recursive: true });
  const names = entries.map((name) => name.replaceAll("\\", "/")).filter((name) => extname(name) in TYPES);
  const all = names.map(async (name): Promise<[string, PageFile]> => {
    const isPage = name === "index.html";
    const plain = await readFile(new URL(name, FOLDER));
    const zipped = await promisify(gzip)(plain);
    return [isPage ? "/" : `/${name}`, { type: TYPES[extname(name)] as string, isPage, plain, zipped }];
  });
  return new Map(await Promise.all(all));
}
