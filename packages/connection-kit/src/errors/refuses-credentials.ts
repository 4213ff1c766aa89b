/** Replies to a wrong password, to a missing one, and to a user who may not log in or select the database. */
const REFUSAL = /\b(WRONGPASS|NOAUTH|NOPERM)\b|invalid password/;

/** Whether a connection failed because the server rejects this user. */
export function refusesCredentials(cause: Error | undefined): boolean {
  return REFUSAL.test(cause?.message ?? "");
}
