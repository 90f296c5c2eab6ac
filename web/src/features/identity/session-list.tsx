import { Button } from "@mantine/core";
import { IconDeviceDesktop, IconDeviceMobile } from "@tabler/icons-react";
import type { Session } from "../../api/types.ts";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { StatusDot } from "../../ui/status-dot.tsx";
import classes from "./identity.module.css";
import { useEndSession } from "./session-queries.ts";

/** Where the person is signed in, the present place first. */
export function SessionList({ sessions }: { readonly sessions: readonly Session[] }) {
  const sorted = sessions.toSorted((one, other) => Number(other.current) - Number(one.current));
  return (
    <ul className={classes.sessions}>
      {sorted.map((session) => (
        <SessionRow key={session.id} session={session} />
      ))}
    </ul>
  );
}

function SessionRow({ session }: { readonly session: Session }) {
  const end = useEndSession();
  const Icon = /android|iphone|ipad|mobile/i.test(session.device) ? IconDeviceMobile : IconDeviceDesktop;
  return (
    <li className={classes.session}>
      <Icon size={18} aria-hidden />
      <div className={classes.sessionText}>
        <div className={classes.device}>{session.device}</div>
        <div className={classes.caption}>
          {session.ip ? `${session.ip} · ` : ""}signed in <RelativeTime at={session.createdAt} /> · ends{" "}
          <RelativeTime at={session.expiresAt} />
        </div>
      </div>
      {session.current ? (
        <StatusDot meaning="ok">This device</StatusDot>
      ) : (
        <>
          <span className={classes.caption}>
            seen <RelativeTime at={session.lastSeenAt} />
          </span>
          <Button
            variant="default"
            size="xs"
            loading={end.isPending}
            aria-label={`Sign out ${session.device}`}
            onClick={() => end.mutate(session)}
          >
            Sign out
          </Button>
        </>
      )}
    </li>
  );
}
