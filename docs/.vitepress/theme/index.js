import DefaultTheme from "vitepress/theme";
import Contents from "./Contents.vue";
import Picture from "./Picture.vue";
import Speed from "./Speed.vue";
import "./home.css";
import "./style.css";

export default {
  extends: DefaultTheme,
  /** @param {{ app: import("vue").App }} context */
  enhanceApp({ app }) {
    app.component("Contents", Contents);
    app.component("Picture", Picture);
    app.component("Speed", Speed);
  },
};
