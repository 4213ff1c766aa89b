// Fetches the servers of the table into node_modules/.cache/coffer-servers/<name>, where the tests find them by
// COFFER_SERVER=<name>. Nothing is installed: each runs with Debian's own loader and libraries, whatever the machine
// has.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "../lib/run.mjs";
import { Apt } from "./apt.mjs";
import { LIBRARIES, LIBRARY_SUITE, SOURCES } from "./sources.mjs";

/** test/servers/src/server-program.ts looks for them here. */
const CACHE = path.join(root, "node_modules/.cache/coffer-servers");

/** @typedef {{ name: string, version: string, suite: string }} FetchedServer `version`: of upstream */

/** @returns {FetchedServer[]} in the order of the table */
export function fetchServers() {
  const apt = new Apt(path.join(CACHE, "apt"), [...new Set(SOURCES.map(({ suite }) => suite))]);
  apt.update();
  const versionOf = apt.versions([...LIBRARIES, ...SOURCES.map(({ kind }) => `${kind}-tools`)]);
  const libraries = LIBRARIES.map((name) => `${name}=${versionOf(name, LIBRARY_SUITE)}`);
  unpackOnce(apt, libraries, "libraries");
  return SOURCES.map(({ kind, suite }) => {
    const debian = versionOf(`${kind}-tools`, suite);
    // 5:8.0.2-3+deb13u3, or 8.0.1+dfsg1-1~bpo12+1
    const [, version = debian, minor = debian] = /^(?:\d+:)?((\d+\.\d+)[\d.]*)/.exec(debian) ?? [];
    const name = `${kind}-${minor}`;
    // The server's binary is in the package of the tools, under another name.
    const folder = unpackOnce(apt, [`${kind}-tools=${debian}`], name);
    writeStarter(folder, kind);
    return { name, version, suite };
  });
}

/**
 * Unpacks packages into a folder of the cache, unless it already has exactly these.
 * @param {Apt} apt @param {readonly string[]} packages @param {string} name
 */
function unpackOnce(apt, packages, name) {
  const folder = path.join(CACHE, name);
  const record = path.join(folder, "packages.txt");
  const wanted = packages.join("\n");
  if (existsSync(record) && readFileSync(record, "utf8") === wanted) return folder;
  // Completed under another name first, so that an interrupted download is not taken for a server.
  const half = `${folder}.half`;
  for (const old of [half, folder]) rmSync(old, { recursive: true, force: true });
  mkdirSync(half, { recursive: true });
  apt.unpack(packages, half);
  rmSync(path.join(half, "debs"), { recursive: true });
  writeFileSync(path.join(half, "packages.txt"), wanted);
  renameSync(half, folder);
  return folder;
}

/**
 * The program that tests start. By `exec`, because they send signals to the process.
 * @param {string} folder @param {string} kind
 */
function writeStarter(folder, kind) {
  const binary = path.join(folder, "usr/bin", `${kind}-check-rdb`);
  const libraries = path.join(CACHE, "libraries");
  const files = readdirSync(libraries, { recursive: true, encoding: "utf8" });
  const loader = files.find((file) => /(?:^|\/)ld-linux[^/]*\.so\.\d$/.test(file));
  const folders = [
    ...new Set(files.filter((file) => /\.so(?:\.|$)/.test(file)).map((file) => path.dirname(file))),
  ];
  if (loader === undefined || !existsSync(binary))
    throw new Error(`${folder} holds no server, or ${libraries} no loader.`);
  const search = folders.map((name) => path.join(libraries, name)).join(":");
  // The binary decides by its name what it is.
  const command = [
    path.join(libraries, loader),
    "--argv0",
    `${kind}-server`,
    "--library-path",
    search,
    binary,
  ];
  const words = command.map((word) => `'${word}'`).join(" ");
  writeFileSync(path.join(folder, "server"), `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
}
