import { Button } from "@mantine/core";
import { IconClockPause } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { countdown, type Notice } from "../send/notice.ts";
import { Dock } from "./dock.tsx";

export interface ThrottleDockProps {
  readonly notice: Extract<Notice, { kind: "throttled" }>;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** Too many questions in a short time: counts down, and then waits for the person. It never sends by itself. */
export function ThrottleDock({ notice, onSend, onClose }: ThrottleDockProps) {
  const [now, setNow] = useState(() => Date.now());
  const over = now >= notice.until;
  useEffect(() => {
    if (over) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [over]);
  return (
    <Dock
      meaning={over ? "info" : "warn"}
      shape="box"
      icon={<IconClockPause size={20} aria-hidden />}
      title={over ? "You can send again" : "Too many questions in a short time"}
      action={
        <Button disabled={!over} onClick={onSend}>
          {over ? "Send now" : <span className="tabular">Send in {countdown(notice.until, now)}</span>}
        </Button>
      }
      onClose={onClose}
    >
      {over ? "Your text is kept." : `${notice.detail} Your text is kept.`}
    </Dock>
  );
}
