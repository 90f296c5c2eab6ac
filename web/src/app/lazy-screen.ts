import { lazyRouteComponent } from "@tanstack/react-router";
import { serverAnswers } from "../api/connection.ts";
import { problemOfFailure } from "../api/problem.ts";

/**
 * A screen whose code comes when it is first wanted. The router reloads the page when code is missing, which is right
 * after an update; without a connection that would lose the page, so then it is a problem to try again.
 */
export function lazyScreen<Module extends Record<string, unknown>, Name extends keyof Module & string>(
  load: () => Promise<Module>,
  name: Name,
) {
  return lazyRouteComponent<Module, Name>(async () => {
    try {
      return await load();
    } catch (error) {
      throw (await serverAnswers())
        ? error
        : problemOfFailure(new TypeError("The screen's code did not come."));
    }
  }, name);
}
