import { useQuery } from "@tanstack/react-query";
import { meQuery } from "../../../api/queries.ts";
import { greeting } from "./greeting.ts";
import classes from "./new-chat.module.css";

/** The greeting above the composer of a new chat. */
export function Welcome() {
  const { data } = useQuery(meQuery);
  return (
    <div className={classes.welcome}>
      <p className={classes.greeting}>{greeting(data?.user.name ?? "", new Date())}</p>
      <p className={classes.lead}>
        Ask a question, or attach a text and ask about it. The price stands on the button before you send.
      </p>
    </div>
  );
}
