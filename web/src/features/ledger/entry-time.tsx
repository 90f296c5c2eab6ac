import { exactTime } from "../../ui/relative-time-text.ts";

/** "10:42:08" for today, "20 Nov, 10:42" before. The viewer's zone; exact on hover. */
export function EntryTime({ at }: { readonly at: string }) {
  const time = new Date(at);
  return (
    <time dateTime={at} title={exactTime(time)} className="tabular">
      {entryTimeText(time, new Date())}
    </time>
  );
}

function entryTimeText(time: Date, now: Date): string {
  if (time.toDateString() === now.toDateString()) return time.toLocaleTimeString("en-GB");
  const day = time.toLocaleDateString("en-GB", { day: "numeric", month: "short" });
  return `${day}, ${time.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`;
}
