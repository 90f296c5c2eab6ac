import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";

const REFRESH_MS = 3000;

/** What the sink caught, the newest first. Looks again every few seconds: mail comes while one waits for it. */
export const mailQuery = queryOptions({
  queryKey: keys.devMail,
  queryFn: ({ signal }) => unwrap(api.GET("/api/dev/mail", { signal })),
  refetchInterval: ({ state }) => (state.status === "error" ? false : REFRESH_MS),
});
