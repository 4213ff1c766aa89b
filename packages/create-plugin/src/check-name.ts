import validate from "validate-npm-package-name";

/** What is wrong with the name of a package, in words; undefined where nothing is. */
export function checkName(name: string): string | undefined {
  const { validForNewPackages, errors = [], warnings = [] } = validate(name);
  return validForNewPackages
    ? undefined
    : `${JSON.stringify(name)} is no name for a package: ${[...errors, ...warnings].join(", ")}`;
}
