import { existsSync, readFileSync } from "node:fs";
import { defineConfig } from "vitepress";
import { SECTIONS } from "./pages.js";

const REPOSITORY = "https://github.com/coffer-cache/coffer";

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

/** Made by typedoc before the site is. */
const apiFile = new URL("../reference/api/typedoc-sidebar.json", import.meta.url);
const api = existsSync(apiFile) ? JSON.parse(readFileSync(apiFile, "utf8")) : [];

/** @type {(text: string) => string[]} Words; of Chinese, which is written without spaces, the words that Intl finds. */
const tokenize = (text) =>
  [...new Intl.Segmenter("zh", { granularity: "word" }).segment(text.toLowerCase())]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment);

export default defineConfig({
  title: "coffer",
  description: "A Redis cache for Node built from plugins",
  cleanUrls: true,
  lastUpdated: false,
  srcExclude: ["README.md", "samples/**", "parts/**"],
  // Read the Docs and GitHub Pages serve the site from a folder.
  base: process.env.DOCS_BASE ?? "/",
  head: [["link", { rel: "icon", type: "image/svg+xml", href: `${process.env.DOCS_BASE ?? "/"}logo.svg` }]],
  markdown: { theme: { light: "github-light", dark: "github-dark" }, languageAlias: { mjs: "js" } },
  // The index of the search has the texts of all pages in it.
  vite: { build: { chunkSizeWarningLimit: 4000 } },
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
      },
    },
    zh: {
      label: "简体中文",
      lang: "zh-CN",
      description: "由插件组成的 Node Redis 缓存",
      themeConfig: {
        nav: [
          { text: "指南", link: "/zh/guide/why-coffer", activeMatch: "^/zh/guide/" },
          { text: "设置", link: "/zh/reference/settings" },
          { text: "API", link: "/reference/api/" },
        ],
        sidebar: { "/zh/guide/": sidebar("zh"), "/zh/reference/settings": sidebar("zh") },
        editLink: { pattern: `${REPOSITORY}/edit/main/docs/:path`, text: "在 GitHub 上编辑此页" },
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
    socialLinks: [{ icon: "github", link: REPOSITORY }],
    search: {
      provider: "local",
      options: {
        miniSearch: { options: { tokenize } },
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
