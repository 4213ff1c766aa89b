/**
 * Sets `--text` of a table's cell to the length of its text, so that style.css keeps short texts on one line. A Chinese character
 * counts as two, and of a link its text alone.
 * @param {import("vitepress").MarkdownRenderer} md
 */
export function textLengths(md) {
  md.renderer.rules.th_open = md.renderer.rules.td_open = (tokens, index, options, _env, self) => {
    const parts = tokens[index + 1]?.children ?? [];
    const text = parts.map(({ content }) => content).join("");
    const length = text.length + (text.match(/\p{Script=Han}/gu)?.length ?? 0);
    const aligned = tokens[index]?.attrGet("style");
    tokens[index]?.attrSet("style", `--text:${length}${aligned ? `;${aligned}` : ""}`);
    return self.renderToken(tokens, index, options);
  };
}
