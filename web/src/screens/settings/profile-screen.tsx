import { SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { meQuery } from "../../api/queries.ts";
import { QueryView } from "../../api/query-view.tsx";
import { OwnId } from "../../features/identity/own-id.tsx";
import { ProfileForm } from "../../features/identity/profile-form.tsx";
import { Section } from "../../ui/section.tsx";
import { FormSkeleton } from "../../ui/skeletons.tsx";
import { SettingsPage } from "./settings-page.tsx";

const SCHEMES = [
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
  { value: "auto", label: "Like the system" },
] as const;

export function ProfileScreen() {
  const query = useQuery(meQuery);
  return (
    <SettingsPage title="Profile">
      <QueryView query={query} failed="Your profile did not load" skeleton={<FormSkeleton fields={2} />}>
        {({ user }) => (
          <>
            <Section title="You">
              <ProfileForm user={user} />
            </Section>
            <Section title="Colours">
              <Colours />
            </Section>
            <Section title="Your id">
              <OwnId userId={user.id} />
            </Section>
          </>
        )}
      </QueryView>
    </SettingsPage>
  );
}

function Colours() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      aria-label="Colours"
      data={[...SCHEMES]}
      value={colorScheme}
      onChange={(value) => {
        const chosen = SCHEMES.find((scheme) => scheme.value === value);
        if (chosen) setColorScheme(chosen.value);
      }}
    />
  );
}
