import DefaultTheme from "vitepress/theme";
import Contents from "./Contents.vue";
import Picture from "./Picture.vue";
import "./style.css";

export default {
  extends: DefaultTheme,
  /** @param {{ app: import("vue").App }} context */
  enhanceApp({ app }) {
    app.component("Contents", Contents);
    app.component("Picture", Picture);
  },
};
