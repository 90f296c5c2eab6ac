import { useEffect, useState } from "react";
import { exactTime, relativeTimeText } from "./relative-time-text.ts";

const REFRESH_MS = 30_000;

/** A time as people say it; the exact one on hover. Keeps itself current. */
export function RelativeTime({ at, className }: { readonly at: string; readonly className?: string }) {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return null;
  return (
    <time dateTime={at} title={exactTime(time)} className={className}>
      {relativeTimeText(time, now)}
    </time>
  );
}
