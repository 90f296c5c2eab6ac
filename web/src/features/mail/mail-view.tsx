import { RelativeTime } from "../../ui/relative-time.tsx";
import { withPlaces } from "../../ui/with-places.ts";
import { linkParts } from "./link-parts.ts";
import classes from "./mail.module.css";

export interface Mail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly sentAt: string;
}

/** One mail as its reader would see it, links to be followed. */
export function MailView({ mail }: { readonly mail: Mail }) {
  return (
    <article className={classes.mail} aria-label={mail.subject}>
      <h2 className={classes.subject}>{mail.subject}</h2>
      <p className={classes.meta}>
        to {mail.to} · <RelativeTime at={mail.sentAt} />
      </p>
      <div className={classes.text}>
        {withPlaces(linkParts(mail.text)).map(({ place, item: part }) =>
          part.href ? (
            <a key={place} href={part.href}>
              {part.text}
            </a>
          ) : (
            part.text
          ),
        )}
      </div>
    </article>
  );
}
