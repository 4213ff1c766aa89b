/** What a server says to somebody with the wrong password, with none, or who may not log in or select the database. */
const REFUSAL = /\b(WRONGPASS|NOAUTH|NOPERM)\b|invalid password/;

/** Whether a connection failed because the server runs and does not let this user in. */
export function refusesCredentials(cause: Error | undefined): boolean {
  return REFUSAL.test(cause?.message ?? "");
}
