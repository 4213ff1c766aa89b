import validate from "validate-npm-package-name";

/** What is wrong with a package name, in words; undefined if nothing is. */
export function checkName(name: string): string | undefined {
  const { validForNewPackages, errors = [], warnings = [] } = validate(name);
  return validForNewPackages
    ? undefined
    : `${JSON.stringify(name)} is not a valid package name: ${[...errors, ...warnings].join(", ")}`;
}
