import { UnstyledButton } from "@mantine/core";
import { RelativeTime } from "../../ui/relative-time.tsx";
import classes from "./mail.module.css";
import type { Mail } from "./mail-view.tsx";

export interface MailListProps {
  readonly mails: readonly Mail[];
  readonly chosenId: string | undefined;
  readonly onChoose: (id: string) => void;
}

export function MailList({ mails, chosenId, onChoose }: MailListProps) {
  return (
    <>
      {mails.map((mail) => (
        <UnstyledButton
          key={mail.id}
          className={classes.row}
          aria-current={mail.id === chosenId}
          onClick={() => onChoose(mail.id)}
        >
          <span className={classes.rowTitle}>{mail.subject}</span>
          <span className={classes.rowMeta}>
            <span>{mail.to}</span>
            <RelativeTime at={mail.sentAt} />
          </span>
        </UnstyledButton>
      ))}
    </>
  );
}
