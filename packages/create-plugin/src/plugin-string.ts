/** By which settings name the default export of a package. A single word alone would be short for a package of coffer's own. */
export function pluginString(name: string): string {
  return name.startsWith("@") ? name : `${name}#default`;
}
