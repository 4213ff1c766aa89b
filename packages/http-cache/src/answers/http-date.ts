const DAY = "(?:mon|tue|wed|thu|fri|sat|sun)";
const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";
const TIME = "\\d\\d:\\d\\d:\\d\\d";

/** The three forms of RFC 9110 (5.6.7): the one to send, and two obsolete ones. */
const FORMS = [
  new RegExp(`^${DAY}, \\d\\d ${MONTH} \\d{4} ${TIME} GMT$`, "i"),
  new RegExp(`^(?:mon|tues|wednes|thurs|fri|satur|sun)day, \\d\\d-${MONTH}-\\d\\d ${TIME} GMT$`, "i"),
  new RegExp(`^${DAY} ${MONTH} [ \\d]\\d ${TIME} \\d{4}$`, "i"),
];

/** An HTTP date in milliseconds since 1970; NaN for an invalid one, many of which `Date.parse` would accept. */
export function httpDate(text: string): number {
  const form = FORMS.findIndex((pattern) => pattern.test(text));
  if (form === -1) return Number.NaN;
  // The obsolete forms lack the century, or the time zone.
  if (form === 1) return Date.parse(text.replace(/^.*?(\d\d)-(...)-(\d\d)/, "$1 $2 20$3"));
  return Date.parse(form === 2 ? `${text} GMT` : text);
}
