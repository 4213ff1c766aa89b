// What an application imports that names every part in its settings.
import { createCaches } from "@coffer/cache-core";

export default createCaches;
