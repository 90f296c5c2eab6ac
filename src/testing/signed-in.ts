import type { HttpApp } from "../kernel/http/types.ts";
import { type Person, TEST_PASSWORD } from "./people.ts";

/** Headers of a signed-in page: cookie and CSRF token. */
export interface SignedInHeaders extends Record<string, string> {
  readonly cookie: string;
  readonly "x-csrf-token": string;
}

/** Signs a person in over HTTP, as their browser would. */
export async function signIn(http: HttpApp, person: Person): Promise<SignedInHeaders> {
  const answer = await http.inject({
    method: "POST",
    url: "/api/auth/sign-in",
    payload: { email: person.email, password: TEST_PASSWORD },
  });
  const { csrfToken } = answer.json<{ csrfToken?: string }>();
  if (csrfToken === undefined) throw new Error(`Signing in failed: ${answer.statusCode} ${answer.body}`);
  const cookie = answer.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  return { cookie, "x-csrf-token": csrfToken };
}
