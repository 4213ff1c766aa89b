import { withBase } from "vitepress";
import DefaultTheme from "vitepress/theme";
// Before the components, whose styles override it.
import "./home.css";
import "./style.css";
import Contents from "./Contents.vue";
import Picture from "./Picture.vue";
import Speed from "./Speed.vue";

export default {
  extends: DefaultTheme,
  /** @param {{ app: import("vue").App, router: import("vitepress").Router }} context */
  enhanceApp({ app, router }) {
    app.component("Contents", Contents);
    app.component("Picture", Picture);
    app.component("Speed", Speed);
    // The API reference is in English alone. To a reader who switches to Chinese there, the cheat sheet shows every method.
    router.onBeforeRouteChange = async (to) => {
      if (!to.startsWith(withBase("/zh/reference/api/"))) return true;
      await router.go(withBase("/zh/guide/cheat-sheet"));
      return false;
    };
  },
};
