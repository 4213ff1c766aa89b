import type { PluginKind } from "../contracts/plugin.js";
import { didYouMean } from "../did-you-mean.js";
import { ALIASES } from "./aliases.js";
import { isFilePath, type PluginPath } from "./grammar.js";
import { SHORTHAND_WORDS } from "./shorthand-words.js";

/** `app.redis.Client`, `my_module`: what Python's settings name, and npm's hardly ever. */
const DOTTED = /^[a-z_]\w*(?:\.[a-z_]\w*)+$/i;
const WITH_UNDERSCORE = /^(?=\w*_)[a-z_]\w*$/i;
const WORD = /^\w+$/;
/** Names of packages have no capitals. */
const CLASS_NAME = /^[A-Z]\w*$/;

/**
 * What to say of a module that is not installed. A name is advised to be installed only where it is certainly meant as a package's:
 * anyone may publish a package with the name of somebody's Python module.
 * @param where it was looked for.
 */
export function absent(text: string, { module }: PluginPath, kind: PluginKind, where: string): string {
  if (isFilePath(module))
    return `there is no file ${where}. Paths are relative to the settings file, or to "parent"`;
  const looked = `looked in ${where}`;
  const words = SHORTHAND_WORDS[kind.shorthand ?? ""] ?? [];
  if (module === `${kind.shorthand}${text}` && !words.includes(text)) {
    const slip = didYouMean(text, words);
    if (slip !== "") return `${looked} (${slip.replace(/^, /, "")})`;
    return `${looked}. The words known here are ${words.join(", ")}; leave it out for the default`;
  }
  if (CLASS_NAME.test(text) && kind.is !== "object") {
    return `${looked}. It looks like the name of a class${ofTheClass(text)}: write its package before it ("@acme/cache#${text}"), or its file ("./cache.js#${text}")`;
  }
  if (!isPackage(text, module, kind)) {
    const what = kind.is === "object" && WORD.test(text) ? "the name of a Python logger" : "a Python path";
    return `${looked}. It looks like ${what}, which means nothing here${near(text)}: leave it out, or name a package ("@acme/cache#Name") or a file ("./cache.js#Name")`;
  }
  const name = module
    .split("/")
    .slice(0, module.startsWith("@") ? 2 : 1)
    .join("/");
  return `${looked}. Run: npm install ${name}`;
}

function isPackage(text: string, module: string, kind: PluginKind): boolean {
  if (module.startsWith("@") || /[#/]/.test(text)) return true;
  return !(DOTTED.test(text) || WITH_UNDERSCORE.test(text) || (kind.is === "object" && WORD.test(text)));
}

/** The known path that this may be a slip of: of the same class in the same Python package, or spelled nearly so. */
function near(text: string): string {
  const [root] = text.split(".", 1);
  const name = text.slice(text.lastIndexOf("."));
  const same = Object.keys(ALIASES).find((alias) => alias.startsWith(`${root}.`) && alias.endsWith(name));
  return same === undefined ? didYouMean(text, Object.keys(ALIASES)) : `, did you mean ${same}?`;
}

function ofTheClass(name: string): string {
  const path = Object.values(ALIASES).find((each) => each.endsWith(`#${name}`));
  return path === undefined ? "" : ` (did you mean ${path}?)`;
}
