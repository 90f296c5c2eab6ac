import { IconChevronLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { QueryView } from "../../api/query-view.tsx";
import { MailList } from "../../features/mail/mail-list.tsx";
import { mailQuery } from "../../features/mail/mail-queries.ts";
import { MailView } from "../../features/mail/mail-view.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { ListColumn } from "../../ui/list-column.tsx";
import { Page } from "../../ui/page.tsx";
import { PageBar } from "../../ui/page-bar.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { ListSkeleton } from "../../ui/skeletons.tsx";
import { usePhone } from "../../ui/use-phone.ts";
import classes from "./dev-mail.module.css";

/** What the installation would have sent: list, view, links to follow. Development only. */
export function DevMailScreen() {
  const { to = "" } = useSearch({ from: "/dev/mail" });
  const navigate = useNavigate();
  const query = useQuery(mailQuery);
  const phone = usePhone();
  const [chosenId, setChosenId] = useState<string>();
  const mails = query.data?.items.filter((mail) => mail.to.toLowerCase().includes(to.toLowerCase()));
  const chosen = mails?.find((mail) => mail.id === chosenId) ?? (phone ? undefined : mails?.[0]);
  return (
    <main className={classes.screen}>
      {phone && chosen ? null : (
        <ListColumn
          title="Mail sink"
          actions={
            <LinkButton to="/sign-in" variant="default" size="xs">
              Go to Parley
            </LinkButton>
          }
          top={
            <SearchField
              label="Address"
              width="100%"
              value={to}
              onChange={(next) =>
                void navigate({ to: "/dev/mail", search: next === "" ? {} : { to: next }, replace: true })
              }
            />
          }
        >
          <QueryView
            query={{ ...query, data: mails }}
            failed="The mail sink is not there"
            skeleton={<ListSkeleton rows={5} label="Loading the mail" />}
            isEmpty={(all) => all.length === 0}
            empty={<EmptyState title="No mail yet">It appears here within seconds of being sent.</EmptyState>}
          >
            {(all) => <MailList mails={all} chosenId={chosen?.id} onChoose={setChosenId} />}
          </QueryView>
        </ListColumn>
      )}
      {phone && !chosen ? null : (
        <Page
          bar={
            <PageBar
              title={chosen?.subject ?? "Mail sink"}
              caption="nothing leaves this machine"
              back={
                phone ? (
                  <IconButton label="Back to the list" onClick={() => setChosenId(undefined)}>
                    <IconChevronLeft size={20} />
                  </IconButton>
                ) : null
              }
            />
          }
        >
          {chosen ? <MailView mail={chosen} /> : null}
        </Page>
      )}
    </main>
  );
}
