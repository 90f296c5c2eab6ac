import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { meQuery, workspacesQuery } from "../../api/queries.ts";
import { AuthLayout } from "../../features/identity/auth-layout.tsx";
import { loadSamples } from "../../features/knowledge/data/sample-queries.ts";
import { CreateWorkspaceForm } from "../../features/workspaces/create-workspace-form.tsx";

export function WelcomeScreen() {
  const { data: signedIn } = useQuery(meQuery);
  const { data: workspaces } = useQuery(workspacesQuery);
  const first = workspaces?.items[0];
  const lead =
    first === undefined ? (
      "A workspace holds your conversations, members and credit."
    ) : (
      <>
        A workspace of its own, with its own members and credit. Or go back to{" "}
        <Link to="/w/$slug/chat" params={{ slug: first.slug }}>
          {first.name}
        </Link>
        .
      </>
    );
  return (
    <AuthLayout
      title={first === undefined ? greeting(signedIn?.user.name) : "Create a workspace"}
      lead={lead}
    >
      <CreateWorkspaceForm withSamples={loadSamples} />
    </AuthLayout>
  );
}

function greeting(name: string | undefined): string {
  const given = name?.trim().split(/\s+/)[0];
  return given ? `Welcome, ${given}` : "Welcome";
}
