import { createMarkdownRenderer } from "vitepress";
import { expect, it } from "vitest";
import { textLengths } from "../.vitepress/text-lengths.js";

it("a table's cell has the length of its text, a Chinese character counts as two", async () => {
  const md = await createMarkdownRenderer(".", { config: textLengths });
  const html = md.render("| 种类 | it |\n| --- | ---: |\n| [`JSON`](https://json.org) 格式 | 12 |\n");
  const styles = [...html.matchAll(/<t[hd] style="([^"]*)"/g)].map(([, style]) => style);
  expect(styles).toEqual(["--text:4", "--text:2;text-align:right", "--text:9", "--text:2;text-align:right"]);
});
