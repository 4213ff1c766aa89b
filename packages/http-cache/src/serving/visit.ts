import { setImmediate as nextTurn } from "node:timers/promises";
import { codeOf, type Load } from "@coffer/cache-core";
import { directivesOf } from "../answers/directives.js";
import { sentHeaders } from "../answers/entry.js";
import { type AnswerHead, headerOf, type RequestHead } from "../answers/messages.js";
import { variantKey } from "../answers/vary.js";
import { type Forward, forwarded, hit } from "./cache-status.js";
import type { Exchange, Ran, Verdict } from "./exchange.js";
import type { Home } from "./home.js";
import { keyOf } from "./key-of.js";
import { report } from "./report.js";
import type { Found } from "./stored-form.js";
import { hasAlready, type Judged, judge, notModified, outcomeOf } from "./verdicts.js";

/** How many variants for other values of the `Vary` headers are tried. */
const MOST_VARIANTS = 4;
/** How often a request waits for another one whose client disconnects. */
const MOST_WAITS = 3;
const EMPTY = Buffer.alloc(0);

/** The application has failed, and a stale response was sent instead: waiting requests decide for themselves. */
class ApplicationFailed extends Error {}

/** One GET or HEAD, from its arrival to its response. */
export class Visit {
  readonly #home: Home;
  readonly #exchange: Exchange;
  readonly #request: RequestHead;
  readonly #began: number = Date.now();
  readonly #isLookup: boolean;
  /** The key of its response. */
  #key: string;
  /** Why it goes to the application. */
  #why: Forward = "uri-miss";
  /** The stored response. */
  #old: Found | undefined;
  /**
   * Whether the stored response may be sent, keyed by its arrival time: decided once, for the response and for the
   * load that replaces it.
   */
  readonly #isGood: Map<number, boolean> = new Map();
  /** Keys of responses to requests with other headers. */
  readonly #others: Set<string> = new Set();
  #hasRun = false;
  #hasDeclined = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(home: Home, exchange: Exchange) {
    this.#home = home;
    this.#exchange = exchange;
    this.#request = { ...exchange.request, key: home.settings.key(exchange.raw) };
    this.#key = keyOf(this.#request.url);
    // Its response would have no body to store, or must not be generated.
    this.#isLookup = this.#request.method === "HEAD" || this.#isOnlyIfCached;
  }

  async answer(): Promise<void> {
    const found = await this.#find().catch((error) => {
      if (error instanceof ApplicationFailed) return this.#old?.entry.isForErrors ? this.#old : undefined;
      if (codeOf(error) !== "ERR_LOAD_TIMEOUT") report(this.#home.cache, error);
      return undefined;
    });
    if (this.#failure !== undefined) throw this.#failure.error;
    if (this.#hasRun) return;
    if (found !== undefined) return this.#send(found);
    if (this.#isOnlyIfCached) {
      return this.#exchange.send({ status: 504, headers: forwarded(this.#why), body: EMPTY });
    }
    await this.#exchange.run(undefined, (head) => this.#pass(head));
  }

  get #isOnlyIfCached(): boolean {
    return directivesOf(headerOf(this.#request.headers, "cache-control")).has("only-if-cached");
  }

  /** The response to send; undefined if there is none, or the application has answered. */
  async #find(): Promise<Found | undefined> {
    const request = this.#request;
    for (let variants = 0; variants < MOST_VARIANTS; variants++) {
      const found = await this.#at(this.#key);
      if (found === undefined || found.entry.isFor(request)) return found;
      this.#why = "vary-miss";
      this.#key = variantKey(this.#key, found.entry.stored, request);
    }
    return undefined;
  }

  /** The stored or loaded response at a key: one to send, or one for another variant. */
  async #at(key: string): Promise<Found | undefined> {
    const { cache, form, settings, unstorable } = this.#home;
    const tags = settings.tags === undefined ? undefined : [];
    const same = { timeout: 60, tags, hardTimeout: settings.wait, behind: this.#behind };
    // A stale response is checked first. If it may not be sent, this call joins the load that replaces it; it is
    // loaded in any case.
    const look = { stale: settings.keep };
    const steps = this.#isLookup ? [look] : [look, {}, { fresh: true }];
    for (let waits = 0; steps.length > 0; ) {
      if (unstorable.has(this.#mark(key))) return undefined;
      const load = (load: Load) => this.#load(key, load);
      const value = await cache.getOrSet<unknown>(key, load, { ...same, ...steps[0] });
      if (this.#hasRun) return undefined;
      if (value === undefined) {
        waits += 1;
        if (this.#hasDeclined || waits >= MOST_WAITS) return undefined;
        continue;
      }
      steps.shift();
      const found = form.read(value);
      if (found === undefined) continue;
      if (!found.entry.isFor(this.#request)) {
        this.#others.add(key);
        return found;
      }
      this.#old = found;
      if (this.#maySend(found)) return found;
    }
    return undefined;
  }

  #maySend({ entry }: Found): boolean {
    const { at } = entry.stored;
    const known = this.#isGood.get(at);
    if (known !== undefined) return known;
    const use = entry.useFor(this.#request);
    const isGood = use === "fresh" || (use === "stale" && this.#exchange.isRepeatable) || at >= this.#began;
    this.#isGood.set(at, isGood);
    return isGood;
  }

  /** The loader of a key. Undefined: nothing is stored, and no other request gets the response. */
  async #load(key: string, load: Load): Promise<unknown> {
    // Whether the stale one may be sent is decided with the response: a caller with a stale value gets it after this
    // turn.
    if (load.previous !== undefined) await nextTurn();
    const old = this.#old;
    if (this.#isLookup || this.#hasRun || this.#others.has(key)) {
      this.#hasDeclined = true;
      return undefined;
    }
    return old !== undefined && this.#maySend(old) ? this.#again(key, load, old) : this.#run(key, load, old);
  }

  /** The application answers this request. */
  async #run(key: string, load: Load, old: Found | undefined): Promise<unknown> {
    this.#hasRun = true;
    if (old !== undefined) this.#why = old.entry.freshFor > 0 ? "request" : "stale";
    let judged: Judged | undefined;
    const ran = await this.#exchange
      .run(old?.entry.validators ?? {}, (head) => {
        judged = this.#judge(head, old);
        return judged.verdict;
      })
      .catch((error) => {
        this.#failure = { error };
        throw new ApplicationFailed("the application has failed", { cause: error });
      });
    // The client disconnected before there was a response.
    if (judged === undefined) return undefined;
    const { outcome, tags } = judged;
    if (outcome.is === "validated") {
      const { entry } = outcome;
      const headers = forwarded("stale", { stored: entry !== undefined });
      this.#send({ entry: entry ?? outcome.old.entry, body: outcome.old.body }, headers);
    } else if (outcome.is === "failed") {
      this.#send(outcome.old);
    } else if (judged.verdict.isWithheld) {
      this.#exchange.send({ ...notModified({ ...ran.headers, ...judged.verdict.headers }), body: EMPTY });
    }
    return this.#store(key, load, { outcome, ran, old, tags });
  }

  /** The application answers again in the background, after this request got a stale response. */
  async #again(key: string, load: Load, old: Found): Promise<unknown> {
    let judged: Judged | undefined;
    const ran = await this.#exchange.runApart(old.entry.validators, (head) => {
      judged = this.#judge(head, old);
      return judged.verdict;
    });
    this.#hasDeclined = ran === undefined;
    if (ran === undefined || judged === undefined) return undefined;
    return this.#store(key, load, { outcome: judged.outcome, ran, old, tags: judged.tags });
  }

  /** The decision about a response, at its head. */
  #judge(head: AnswerHead, old: Found | undefined): Judged {
    return judge(
      { request: this.#request, raw: this.#exchange.raw, why: this.#why },
      head,
      old,
      this.#home.settings,
    );
  }

  /** The loader's result for a response: what to store, with its times and tags. */
  async #store(key: string, load: Load, { outcome, ran, old, tags }: Answered): Promise<unknown> {
    const { form, settings, unstorable, cache } = this.#home;
    if (outcome.is === "failed") throw new ApplicationFailed(`the application has answered ${ran.status}`);
    const entry = outcome.is === "unstorable" ? undefined : outcome.entry;
    const body = outcome.is === "validated" ? outcome.old.body : ran.body;
    if (entry === undefined || body === undefined) {
      // An abort by the client says nothing about the response.
      if (ran.hasEnded) unstorable.add(this.#mark(key));
      // A newer response must not be replaced by an older one later.
      if (old !== undefined && ran.hasEnded && ran.status < 500) await cache.delete(key);
      return undefined;
    }
    load.timeout = Math.max(entry.freshFor, 0.001);
    load.stale = entry.keptFor(settings.keep);
    if (tags.length > 0) load.tag(...tags);
    return form.write({ entry, body });
  }

  /** A response for this request only. If it could have been stored, the next one is. */
  #pass(head: AnswerHead): Verdict {
    const { settings, unstorable } = this.#home;
    const outcome = outcomeOf(this.#request, head, undefined, settings);
    if (outcome.is === "storable") unstorable.delete(this.#mark(this.#key));
    return { headers: forwarded(this.#why), keep: 0 };
  }

  #send(found: Found, status?: { "cache-status": string }): void {
    const { entry, body } = found;
    const isNew = entry.stored.at >= this.#began;
    const shown = status ?? (isNew ? forwarded(this.#why, { collapsed: true }) : hit(entry.freshFor));
    const answer = { status: entry.stored.status, headers: { ...sentHeaders(entry), ...shown } };
    if (hasAlready(this.#request, answer)) {
      this.#exchange.send({ ...notModified(answer.headers), body: EMPTY });
    } else {
      this.#exchange.send({ ...answer, body });
    }
  }

  /**
   * Logged-in users get other responses than anonymous ones: that theirs cannot be stored says nothing about the
   * others.
   */
  #mark(key: string): string {
    const { authorization, cookie } = this.#request.headers;
    return `${authorization === undefined ? "" : "a"}${cookie === undefined ? "" : "c"} ${key}`;
  }

  get #behind(): ((work: Promise<void>) => void) | undefined {
    const { behind } = this.#exchange;
    return behind && ((work) => behind.call(this.#exchange, work));
  }
}

interface Answered extends Pick<Judged, "outcome" | "tags"> {
  readonly ran: Ran;
  readonly old: Found | undefined;
}
