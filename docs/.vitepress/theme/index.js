import DefaultTheme from "vitepress/theme";
import Picture from "./Picture.vue";
import "./style.css";

export default {
  extends: DefaultTheme,
  /** @param {{ app: import("vue").App }} context */
  enhanceApp({ app }) {
    app.component("Picture", Picture);
  },
};
