import { ListColumn } from "../../ui/list-column.tsx";
import { Page } from "../../ui/page.tsx";
import { PageBar } from "../../ui/page-bar.tsx";

export function ChatScreen() {
  return (
    <>
      <ListColumn title="Chat">{null}</ListColumn>
      <Page bar={<PageBar title="New conversation" />}>{null}</Page>
    </>
  );
}
