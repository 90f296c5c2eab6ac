/** The token that state-changing requests carry; known once someone is signed in. */
let token = "";

export const CSRF_HEADER = "x-csrf-token";

export function setCsrfToken(next: string): void {
  token = next;
}

/** For requests made without the client, such as streams by POST. */
export function csrfHeaders(): Record<string, string> {
  return token === "" ? {} : { [CSRF_HEADER]: token };
}
