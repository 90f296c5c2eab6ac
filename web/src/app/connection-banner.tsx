import { IconCloudOff } from "@tabler/icons-react";
import { useConnection } from "../api/connection.ts";
import { Banner } from "../ui/banner.tsx";

/** Says that the connection is lost for as long as it is. Pages go on by themselves when it is back. */
export function ConnectionBanner() {
  const connection = useConnection();
  if (connection === "online") return null;
  const offline = connection === "offline";
  return (
    <Banner
      meaning="warn"
      shape="strip"
      icon={<IconCloudOff size={20} aria-hidden />}
      title={offline ? "You are offline" : "Parley cannot be reached"}
    >
      {offline
        ? "What you see may be old. What you type is kept, and the page goes on when the network is back."
        : "Trying again every few seconds. What you type is kept."}
    </Banner>
  );
}
