import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { statusQuery } from "../../api/queries.ts";
import { Banner } from "../../ui/banner.tsx";

/** On an installation that sends no mail: where it landed instead. */
export function MailSinkHint({ email }: { readonly email?: string | undefined }) {
  const { data } = useQuery(statusQuery);
  if (!data?.mailSink) return null;
  return (
    <Banner meaning="info" title="This installation keeps its mail to itself">
      Nothing leaves this machine.{" "}
      <Link to="/dev/mail" search={email ? { to: email } : {}}>
        Open the mail sink
      </Link>{" "}
      to find the link.
    </Banner>
  );
}
