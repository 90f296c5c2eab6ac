import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { meQuery } from "../../api/queries.ts";
import { QueryView } from "../../api/query-view.tsx";
import { PasswordForm } from "../../features/identity/password-form.tsx";
import { SessionList } from "../../features/identity/session-list.tsx";
import { sessionsQuery, useEndOtherSessions } from "../../features/identity/session-queries.ts";
import { Section } from "../../ui/section.tsx";
import { ListSkeleton } from "../../ui/skeletons.tsx";
import { SettingsPage } from "./settings-page.tsx";

export function SecurityScreen() {
  const { data: signedIn } = useQuery(meQuery);
  const sessions = useQuery(sessionsQuery);
  const endOthers = useEndOtherSessions();
  const others = sessions.data?.items.some((session) => !session.current) ?? false;
  return (
    <SettingsPage title="Security">
      <Section title="Password">
        <PasswordForm email={signedIn?.user.email ?? ""} />
      </Section>
      <Section
        title="Where you are signed in"
        actions={
          others ? (
            <Button
              variant="default"
              size="xs"
              loading={endOthers.isPending}
              onClick={() => endOthers.mutate()}
            >
              Sign out everywhere else
            </Button>
          ) : null
        }
      >
        <QueryView query={sessions} failed="The sessions did not load" skeleton={<ListSkeleton rows={3} />}>
          {(data) => <SessionList sessions={data.items} />}
        </QueryView>
      </Section>
    </SettingsPage>
  );
}
