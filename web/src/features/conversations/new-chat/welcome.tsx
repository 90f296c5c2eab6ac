import { useQuery } from "@tanstack/react-query";
import { collectionsQuery, meQuery } from "../../../api/queries.ts";
import { useWorkspace } from "../../../api/workspace.ts";
import { greeting } from "./greeting.ts";
import classes from "./new-chat.module.css";

/** The greeting above the composer of a new chat. */
export function Welcome() {
  const { id, name, can } = useWorkspace();
  const { data } = useQuery(meQuery);
  const { data: collections } = useQuery({ ...collectionsQuery(id), enabled: can("knowledge.read") });
  const documents = collections?.items.reduce((sum, one) => sum + (one.readable ? one.documents : 0), 0) ?? 0;
  return (
    <div className={classes.welcome}>
      <p className={classes.greeting}>{greeting(data?.user.name ?? "", new Date())}</p>
      <p className={classes.lead}>
        {documents > 0
          ? `Answers come from ${documents === 1 ? "1 document" : `${documents.toLocaleString("en")} documents`} in ${name}, with the passage beside each claim.`
          : "Ask a question, or attach a text and ask about it. The price stands on the button before you send."}
      </p>
    </div>
  );
}
