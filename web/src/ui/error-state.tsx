import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Banner } from "./banner.tsx";
import { Reference } from "./reference.tsx";
import classes from "./states.module.css";

export interface ErrorStateProps {
  /** What did not work: "The members did not load". */
  readonly title: string;
  /** Why, what is kept and what to do. */
  readonly detail: string;
  readonly onRetry?: (() => void) | undefined;
  readonly retrying?: boolean;
  /** The request id to quote to whoever runs the installation. */
  readonly reference?: string | undefined;
  readonly other?: ReactNode;
}

/** A region that could not be shown: what happened, what to do, a retry and a reference. */
export function ErrorState({ title, detail, onRetry, retrying = false, reference, other }: ErrorStateProps) {
  return (
    <div className={classes.banner}>
      <Banner
        meaning="error"
        title={title}
        actions={
          <>
            {onRetry ? (
              <Button leftSection={<IconRefresh size={16} />} onClick={onRetry} loading={retrying}>
                Try now
              </Button>
            ) : null}
            {other}
          </>
        }
        end={reference ? <Reference value={reference} /> : null}
      >
        {detail}
      </Banner>
    </div>
  );
}
