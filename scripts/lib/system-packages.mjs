// The tests start real Redis servers and let the real django-redis read what coffer wrote. Both come from the
// system's packages. If they are missing and can be installed (Debian and derivatives, as root or with passwordless
// sudo) they are installed; otherwise a message says what to do.
import { run } from "./run.mjs";

/** @param {string} command @param {string[]} args */
const works = (command, ...args) => run(command, args, { stdio: "ignore" });

const redis = {
  packages: ["redis-server", "redis-tools"],
  present: () => works("redis-server", "--version") && works("redis-cli", "--version"),
};

const django = {
  // Its msgpack serializer and its lz4 compressor need the other two, which it does not depend on.
  packages: ["python3-django-redis", "python3-msgpack", "python3-lz4"],
  // By its full path: that is the Python for which Debian's packages are built.
  present: () => works("/usr/bin/python3", "-c", "import django_redis, msgpack, lz4.frame"),
};

const zstandard = {
  packages: ["python3-zstandard"],
  present: () => works("/usr/bin/python3", "-c", "import zstandard"),
};

/** @param {string[]} packages */
function install(packages) {
  if (!works("apt-get", "--version")) return;
  const command = ["sh", "scripts/lib/debian-install.sh", ...packages];
  const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  if (sudo.length > 0 && !works("sudo", "-n", "true")) return;
  console.log(`Installing ${packages.join(", ")} (apt-get) ...`);
  const [program = "sh", ...args] = [...sudo, ...command];
  run(program, args);
}

/** @param {{ packages: string[], present: () => boolean }} need */
function ensure(need) {
  if (!need.present()) install(need.packages);
  return need.present();
}

/** Checks for redis-server (or ends the process) and for django-redis (or says that its tests are skipped). */
export function ensureSystemPackages() {
  if (!ensure(redis)) {
    console.error(
      "The tests need redis-server and redis-cli in the PATH. Install them with\n" +
        "  sudo apt-get install redis-server redis-tools    (Debian, Ubuntu)\n" +
        "  brew install redis                               (macOS)\n" +
        "  sudo dnf install redis                           (Fedora)",
    );
    process.exit(1);
  }
  if (process.env.COFFER_NO_DJANGO === "1") return;
  // The tests that need it report what they skip.
  ensure(zstandard);
  if (ensure(django)) return;
  const how = `sudo apt-get install ${django.packages.join(" ")}`;
  if (process.env.CI === "true") {
    console.error(
      `/usr/bin/python3 cannot import django_redis, msgpack and lz4, which CI must test against: ${how}`,
    );
    process.exit(1);
  }
  console.warn(
    `Leaving out the tests against django-redis: /usr/bin/python3 cannot import it, msgpack and lz4. On Debian or Ubuntu: ${how}`,
  );
  process.env.COFFER_NO_DJANGO = "1";
}
