const NAME = /^[a-z]{4}$/;

/** The owner of each name. */
const owners = new Map<string, string>();

/**
 * The six bytes with which the header of a layer begins: `\x01herd:`. No serializer's or compressor's format begins so, nor does an
 * integer. All names are in one place, so that no two layers take each other's headers for their own.
 * @param name four small letters.
 * @param owner the package of the layer.
 * @throws Error for a name that another package has taken.
 */
export function entryMarker(name: string, owner: string): string {
  if (!NAME.test(name)) throw new Error(`entryMarker: the name must be four small letters, got ${name}`);
  const other = owners.get(name) ?? owner;
  if (other !== owner) throw new Error(`entryMarker: the name ${name} is taken by ${other}`);
  owners.set(name, owner);
  return `\x01${name}:`;
}
