// The imports of an application that names every plugin in its settings.
import { createCaches } from "@coffer/cache-core";

export default createCaches;
