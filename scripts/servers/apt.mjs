// Debian's packages, without installing any: apt with its own folders. The machine's sources, lists and packages are
// not changed. apt itself checks the signature of each suite with Debian's keyring, and the SHA256 of each package
// against the signed index.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
const MIRROR = "http://deb.debian.org/debian";

/** The mirror of Debian that this machine uses. */
function mirror() {
  const folder = "/etc/apt/sources.list.d";
  const files = ["/etc/apt/sources.list", ...(existsSync(folder) ? readdirSync(folder) : [])];
  const texts = files
    .map((name) => path.resolve(folder, name))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, "utf8"));
  // The last part distinguishes Debian from its security updates, from Ubuntu and from third parties.
  const [found] = /^(?!#).*?\bhttps?:\/\/\S+\/debian\/?(?=\s)/m.exec(texts.join("\n")) ?? [];
  return found?.match(/https?:\S+$/)?.[0] ?? MIRROR;
}

/** apt for some suites of Debian, with all its files below one folder. */
export class Apt {
  /** @type {string} */
  #folder;
  /** @type {string} */
  #config;

  /** @param {string} folder @param {readonly string[]} suites */
  constructor(folder, suites) {
    if (!existsSync(KEYRING)) {
      throw new Error(
        `${KEYRING} is missing, and nothing from Debian is used unchecked. On Debian or Ubuntu: apt-get install debian-archive-keyring`,
      );
    }
    this.#folder = folder;
    this.#config = path.join(folder, "apt.conf");
    for (const name of ["state/lists/partial", "cache/archives/partial", "none"]) {
      mkdirSync(path.join(folder, name), { recursive: true });
    }
    const sources = path.join(folder, "sources.list");
    const from = mirror();
    const lines = suites.map((suite) => `deb [signed-by=${KEYRING}] ${from} ${suite} main\n`);
    writeFileSync(sources, lines.join(""));
    const settings = {
      "Dir::Etc::sourcelist": sources,
      "Dir::Etc::sourceparts": path.join(folder, "none"),
      "Dir::Etc::preferences": "/dev/null",
      "Dir::Etc::preferencesparts": path.join(folder, "none"),
      "Dir::State": path.join(folder, "state"),
      "Dir::State::status": "/dev/null",
      "Dir::Cache": path.join(folder, "cache"),
      // The user of apt's sandbox may have no access to the folder.
      "APT::Sandbox::User": "root",
      "Acquire::Languages": "none",
      "Acquire::Retries": "3",
    };
    writeFileSync(
      this.#config,
      Object.entries(settings)
        .map(([name, value]) => `${name} "${value}";\n`)
        .join(""),
    );
  }

  update() {
    // Without the option a suite that cannot be fetched or checked would only be a warning.
    this.#run("apt-get", ["-qq", "-o", "APT::Update::Error-Mode=any", "update"], this.#folder);
  }

  /**
   * The versions of some packages, requested together because apt reads all its lists each time.
   * @param {readonly string[]} names
   * @returns {(name: string, suite: string) => string}
   */
  versions(names) {
    const list = this.#run("apt-cache", ["madison", ...new Set(names)], this.#folder);
    const rows = list.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
    return (name, suite) => {
      const row = rows.find(([found, , source]) => found === name && source?.includes(` ${suite}/main `));
      if (row?.[1] === undefined) throw new Error(`Debian's ${suite} has no ${name}.`);
      return row[1];
    };
  }

  /** Downloads packages and unpacks them into a folder. @param {readonly string[]} packages @param {string} folder */
  unpack(packages, folder) {
    const debs = path.join(folder, "debs");
    mkdirSync(debs, { recursive: true });
    this.#run("apt-get", ["-qq", "download", ...packages], debs);
    for (const file of readdirSync(debs)) {
      this.#run("dpkg-deb", ["--extract", path.join(debs, file), folder], folder);
    }
  }

  /** @param {string} command @param {readonly string[]} args @param {string} cwd */
  #run(command, args, cwd) {
    const env = { ...process.env, APT_CONFIG: this.#config, LC_ALL: "C" };
    const { status, error, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: "utf8" });
    if (status === 0) return stdout;
    throw new Error(`${command} ${args.join(" ")} failed: ${error?.message ?? stderr}`, { cause: error });
  }
}
