/**
 * The plugin string for the default export of a package. A single word without `#default` would mean one of coffer's
 * packages.
 */
export function pluginString(name: string): string {
  return name.startsWith("@") ? name : `${name}#default`;
}
