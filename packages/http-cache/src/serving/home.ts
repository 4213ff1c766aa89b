import type { Cache } from "@coffer/cache-core";
import type { HttpCacheSettings } from "./options.js";
import type { StoredForm } from "./stored-form.js";
import type { Unstorable } from "./unstorable.js";

/** What all requests of a middleware share. */
export interface Home {
  readonly cache: Cache;
  readonly settings: HttpCacheSettings;
  readonly form: StoredForm;
  readonly unstorable: Unstorable;
}
