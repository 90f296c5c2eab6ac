import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { setCsrfToken } from "../../api/csrf.ts";
import { keys } from "../../api/keys.ts";
import type { SignedIn } from "../../api/types.ts";

/** What follows a sign-in of any kind: the token is kept, old data go, and the page that was wanted opens. */
export function useArrive(): (signedIn: SignedIn, next?: string) => void {
  const client = useQueryClient();
  const router = useRouter();
  return (signedIn, next = "/") => {
    client.clear();
    setCsrfToken(signedIn.csrfToken);
    client.setQueryData(keys.me, signedIn);
    router.history.push(next);
  };
}
