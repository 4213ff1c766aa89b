/**
 * Shows above a fence which file it is, where its first line ends with `[queries.mjs]`. VitePress does that in code groups alone.
 * @param {import("vitepress").MarkdownRenderer} md
 */
export function fileNames(md) {
  const render = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, ...rest) => {
    // What VitePress renders with takes the name out of the token.
    const [, name] = /\[(.+)\]/.exec(tokens[index]?.info ?? "") ?? [];
    const html = render?.(tokens, index, ...rest) ?? "";
    if (name === undefined || isInGroup(tokens, index)) return html;
    return `<p class="file-name"><code>${md.utils.escapeHtml(name)}</code></p>\n${html}`;
  };
}

/** @param {{ type: string }[]} tokens @param {number} index */
function isInGroup(tokens, index) {
  const before = tokens.slice(0, index).map(({ type }) => type);
  return before.lastIndexOf("container_code-group_open") > before.lastIndexOf("container_code-group_close");
}
