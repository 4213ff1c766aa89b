/** @typedef {import("./collect.mjs").FileCoverage} FileCoverage */

/** The covered share of statements, branches and functions. @param {readonly FileCoverage[]} files */
function shares(files) {
  const counts = [
    files.flatMap(({ s }) => Object.values(s)),
    files.flatMap(({ b }) => Object.values(b).flat()),
    files.flatMap(({ f }) => Object.values(f)),
  ];
  return counts.map((list) => {
    const share = list.length === 0 ? 1 : list.filter((count) => count > 0).length / list.length;
    // Rounded down: 100 % means complete coverage.
    return `${Math.floor(share * 1000) / 10} %`;
  });
}

/** The table for logs, one row a package and one for all. @param {ReadonlyMap<string, FileCoverage>} merged */
export function coverageTable(merged) {
  /** @type {Map<string, FileCoverage[]>} */
  const packages = new Map();
  for (const [name, file] of merged) {
    const folder = name.split("/")[1] ?? "";
    packages.set(folder, [...(packages.get(folder) ?? []), file]);
  }
  const rows = [...packages].map(([name, files]) => [name, ...shares(files)]);
  const total = ["**all**", ...shares([...merged.values()])];
  const head = ["package", "statements", "branches", "functions"];
  const lines = [head, head.map((_, index) => (index === 0 ? "---" : "---:")), ...rows, total];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/**
 * Details: the functions that no test called, and the lines that did not run. @param {ReadonlyMap<string,
 * FileCoverage>} merged
 */
export function uncoveredText(merged) {
  const blocks = [...merged].map(([name, file]) => {
    const functions = Object.entries(file.fnMap)
      .filter(([id]) => file.f[id] === 0)
      .map(([, { name: called, loc }]) => `  never called: ${called} (line ${loc.start.line})`);
    const lines = Object.entries(file.statementMap)
      .filter(([id]) => file.s[id] === 0)
      .map(([, { start }]) => start.line);
    const unique = [...new Set(lines)].sort((a, b) => a - b);
    const ran = unique.length > 0 ? [`  never ran: ${unique.join(", ")}`] : [];
    return { name, details: [...functions, ...ran] };
  });
  return blocks
    .filter(({ details }) => details.length > 0)
    .map(({ name, details }) => `${[name, ...details].join("\n")}\n`)
    .join("");
}
