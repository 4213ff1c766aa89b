import type { PluginKind } from "../contracts/plugin.js";
import { closest } from "../messages/closest.js";
import { ALIASES } from "./aliases.js";
import { isFilePath, type PluginPath } from "./grammar.js";
import { SHORTHAND_WORDS } from "./shorthand-words.js";

/** `app.redis.Client`, `my_module`: names in Python settings, and hardly ever of npm packages. */
const DOTTED = /^[a-z_]\w*(?:\.[a-z_]\w*)+$/i;
const WITH_UNDERSCORE = /^(?=\w*_)[a-z_]\w*$/i;
const WORD = /^\w+$/;
/** Package names have no capitals. */
const CLASS_NAME = /^[A-Z]\w*$/;

/** The message for a missing module, and what to do. */
type Absence = readonly [text: string, hint: string];

/**
 * Explains that a module is not installed. It suggests installing a package only if the name is certainly that of a
 * package: anyone may publish a package with the name of a Python module.
 * @param where the places that were searched.
 */
export function absent(text: string, { module }: PluginPath, kind: PluginKind, where: string): Absence {
  if (isFilePath(module)) {
    const why = `there is no file ${where}. Paths are relative to the settings file, or to "parent"`;
    return [why, "correct the path, or put the file there"];
  }
  const found = (said: string, hint: string): Absence => [`looked in ${where}${said}`, hint];
  const words = SHORTHAND_WORDS[kind.shorthand ?? ""] ?? [];
  if (module === `${kind.shorthand}${text}` && !words.includes(text)) {
    const slip = closest(text, words);
    if (slip !== undefined) return found(` (did you mean ${slip}?)`, `write ${slip}`);
    const known = `words known here are ${words.join(", ")}`;
    return found(
      `. The ${known}; leave it out for the default`,
      `leave it out, or write one of the ${known}`,
    );
  }
  if (CLASS_NAME.test(text) && kind.is !== "object") {
    const path = Object.values(ALIASES).find((each) => each.endsWith(`#${text}`));
    const advice = `write its package before it ("@acme/cache#${text}"), or its file ("./cache.js#${text}")`;
    if (path === undefined) return found(`. It looks like the name of a class: ${advice}`, advice);
    return found(`. It looks like the name of a class (did you mean ${path}?): ${advice}`, `write ${path}`);
  }
  if (!isPackage(text, module, kind)) {
    const what = kind.is === "object" && WORD.test(text) ? "the name of a Python logger" : "a Python path";
    const looks = `. It looks like ${what}, which means nothing here`;
    const slip = near(text);
    const advice = 'leave it out, or name a package ("@acme/cache#Name") or a file ("./cache.js#Name")';
    if (slip === undefined) return found(`${looks}: ${advice}`, advice);
    return found(`${looks}, did you mean ${slip}?: ${advice}`, `write ${slip}`);
  }
  const name = module
    .split("/")
    .slice(0, module.startsWith("@") ? 2 : 1)
    .join("/");
  return found(`. Run: npm install ${name}`, `npm install ${name}`);
}

function isPackage(text: string, module: string, kind: PluginKind): boolean {
  if (module.startsWith("@") || /[#/]/.test(text)) return true;
  return !(DOTTED.test(text) || WITH_UNDERSCORE.test(text) || (kind.is === "object" && WORD.test(text)));
}

/**
 * The known path that is probably meant by this one: of the same class in the same Python package, or with similar
 * spelling.
 */
function near(text: string): string | undefined {
  const [root] = text.split(".", 1);
  const name = text.slice(text.lastIndexOf("."));
  const same = Object.keys(ALIASES).find((alias) => alias.startsWith(`${root}.`) && alias.endsWith(name));
  return same ?? closest(text, Object.keys(ALIASES));
}
