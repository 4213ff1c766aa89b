import { existsSync, readFileSync } from "node:fs";
import { defineConfig } from "vitepress";
import { fileNames } from "./file-names.js";
import { describe, openGraph } from "./head.js";
import { SECTIONS } from "./pages.js";
import { REPOSITORY, SITE } from "./site.js";
import { textLengths } from "./text-lengths.js";

/** @param {"en" | "zh"} language */
const sidebar = (language) =>
  SECTIONS.map(({ pages, ...title }) => ({
    text: title[language],
    collapsed: false,
    items: pages.map(({ slug, ...text }) => ({
      text: text[language],
      link: `${language === "en" ? "" : "/zh"}/guide/${slug}`,
    })),
  }));

/** The mark of GitHub. By its name, VitePress would have the reader's browser fetch it from another site. */
const GITHUB =
  '<svg viewBox="0 0 16 16"><path fill="currentColor" d="M8 0a8 8 0 0 0-2.53 15.59c.4.07.55-.17.55-.38v-1.49C3.8 14.2 3.33 12.65 3.33 12.65c-.36-.93-.89-1.17-.89-1.17-.73-.5.05-.49.05-.49.8.06 1.23.83 1.23.83.72 1.22 1.87.87 2.33.66.07-.52.28-.87.5-1.07-1.77-.2-3.64-.89-3.64-3.95 0-.87.31-1.59.82-2.15-.08-.2-.36-1.01.08-2.12 0 0 .67-.21 2.2.82a7.6 7.6 0 0 1 4 0c1.53-1.04 2.2-.82 2.2-.82.44 1.1.16 1.92.08 2.12.51.56.82 1.27.82 2.15 0 3.07-1.87 3.75-3.65 3.95.29.25.54.73.54 1.48v2.19c0 .21.15.46.55.38A8 8 0 0 0 8 0Z"/></svg>';

/** Made by typedoc before the site is. */
const apiFile = new URL("../reference/api/typedoc-sidebar.json", import.meta.url);
const api = existsSync(apiFile) ? JSON.parse(readFileSync(apiFile, "utf8")) : [];

/**
 * Words; of Chinese, which is written without spaces, all pairs of neighbouring characters: a dictionary would have to know words such
 * as 缓存. A single letter says nothing, and would match all that begins with it. It is sent to the browser as text.
 * @type {(text: string) => string[]}
 */
const tokenize = (text) =>
  (text.toLowerCase().match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}_])+/gu) ?? []).flatMap(
    (run) => {
      if (!/\p{Script=Han}/u.test(run)) return /^[a-z]$/.test(run) ? [] : [run];
      return run.length === 1
        ? [run]
        : Array.from(run.slice(1), (second, index) => run.charAt(index) + second);
    },
  );

/**
 * A page about what is searched comes before sections of others, above all where its address has the word, and these before the
 * short answers of the FAQ. It is sent to the browser as text, and so names nothing from here.
 * @type {(id: string, term: string, stored?: Record<string, unknown>) => number}
 */
const boostDocument = (id, term, stored) => {
  if (id.includes("/faq#")) return 0.75;
  if (!Array.isArray(stored?.titles) || stored.titles.length > 0) return 1;
  return id.replace(/#.*/, "").includes(term) ? 3 : 1.6;
};

export default defineConfig({
  title: "coffer",
  description: "A Redis cache for Node: fast under load, no call that hangs, one load for a hot key",
  cleanUrls: true,
  lastUpdated: false,
  srcExclude: ["README.md", "parts/**"],
  sitemap: { hostname: SITE },
  transformPageData: describe,
  transformHead: openGraph,
  // Read the Docs and GitHub Pages serve the site from a folder.
  base: process.env.DOCS_BASE ?? "/",
  head: [["link", { rel: "icon", type: "image/svg+xml", href: `${process.env.DOCS_BASE ?? "/"}logo.svg` }]],
  // The search index of the Chinese pages, which a reader loads with the first search.
  vite: { build: { chunkSizeWarningLimit: 1000 } },
  markdown: {
    // Every colour of theirs has a contrast of 4.5:1 with the site's background of code.
    theme: { light: "github-light-high-contrast", dark: "github-dark-default" },
    languageAlias: { mjs: "js" },
    config: (md) => {
      fileNames(md);
      textLengths(md);
    },
  },
  locales: {
    root: {
      label: "English",
      lang: "en",
      themeConfig: {
        nav: [
          { text: "Guide", link: "/guide/why-coffer", activeMatch: "^/guide/" },
          { text: "Settings", link: "/reference/settings" },
          { text: "API", link: "/reference/api/", activeMatch: "^/reference/api/" },
        ],
        sidebar: {
          "/guide/": sidebar("en"),
          "/reference/settings": sidebar("en"),
          "/reference/api/": [{ text: "API", items: api }],
        },
        editLink: { pattern: `${REPOSITORY}/edit/main/docs/:path` },
        footer: {
          message: "MIT License. Not affiliated with Redis Ltd.",
          copyright: "The maintainers of coffer",
        },
        notFound: {
          title: "Page not found",
          quote: "There is no page at this address. Press / to search, or begin at the home page.",
          linkText: "Home page",
          linkLabel: "Go to the home page",
        },
      },
    },
    zh: {
      label: "简体中文",
      lang: "zh-CN",
      description: "Node 的 Redis 缓存：高负载下依然快，调用绝不会挂起，热点键只加载一次",
      themeConfig: {
        nav: [
          { text: "指南", link: "/zh/guide/why-coffer", activeMatch: "^/zh/guide/" },
          { text: "设置", link: "/zh/reference/settings" },
          { text: "API", link: "/reference/api/" },
        ],
        sidebar: { "/zh/guide/": sidebar("zh"), "/zh/reference/settings": sidebar("zh") },
        editLink: { pattern: `${REPOSITORY}/edit/main/docs/:path`, text: "在 GitHub 上编辑此页" },
        footer: { message: "MIT 许可证。与 Redis Ltd. 无关联。", copyright: "coffer 维护者" },
        notFound: {
          title: "页面不存在",
          quote: "此地址没有页面。按 / 键搜索，或从首页开始。",
          linkText: "首页",
          linkLabel: "前往首页",
        },
        docFooter: { prev: "上一页", next: "下一页" },
        outline: { label: "本页内容" },
        darkModeSwitchLabel: "主题",
        lightModeSwitchTitle: "切换到浅色",
        darkModeSwitchTitle: "切换到深色",
        sidebarMenuLabel: "目录",
        returnToTopLabel: "回到顶部",
        langMenuLabel: "切换语言",
      },
    },
  },
  themeConfig: {
    logo: "/logo.svg",
    outline: [2, 3],
    socialLinks: [{ icon: { svg: GITHUB }, link: REPOSITORY, ariaLabel: "GitHub" }],
    search: {
      provider: "local",
      options: {
        miniSearch: { options: { tokenize }, searchOptions: { boostDocument } },
        // Of the API reference the search has the first page, which names every method: all of it would make four fifths of the megabytes that
        // a first search loads. The home page has a bit of everything, and leads to the pages that have it all.
        _render: (source, env, md) =>
          /^(?:reference\/api\/(?!index\.md)|(?:zh\/)?index\.md$)/.test(env.relativePath)
            ? ""
            : md.render(source, env),
        locales: {
          zh: {
            translations: {
              button: { buttonText: "搜索", buttonAriaLabel: "搜索" },
              modal: {
                displayDetails: "显示详细列表",
                resetButtonTitle: "清除",
                backButtonTitle: "返回",
                noResultsText: "没有结果",
                footer: { selectText: "选择", navigateText: "切换", closeText: "关闭" },
              },
            },
          },
        },
      },
    },
  },
});
