import { type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import {
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconShieldLock,
  IconSun,
  IconUserCircle,
} from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useWorkspace } from "../../api/workspace.ts";
import { MenuChoice } from "../../ui/menu-choice.tsx";
import { openShortcutList } from "../palette/palette-state.ts";
import { signOut } from "../sign-out.ts";

const SCHEMES: readonly { value: MantineColorScheme; label: string; Icon: typeof IconSun }[] = [
  { value: "light", label: "Light", Icon: IconSun },
  { value: "dark", label: "Dark", Icon: IconMoon },
  { value: "auto", label: "Like the system", Icon: IconDeviceDesktop },
];

export function ProfileMenuItems() {
  const { slug } = useWorkspace();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  const client = useQueryClient();
  return (
    <>
      <Menu.Item
        leftSection={<IconUserCircle size={16} />}
        onClick={() => navigate({ to: "/w/$slug/settings/profile", params: { slug } })}
      >
        Profile
      </Menu.Item>
      <Menu.Item
        leftSection={<IconShieldLock size={16} />}
        onClick={() => navigate({ to: "/w/$slug/settings/security", params: { slug } })}
      >
        Security
      </Menu.Item>
      <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={openShortcutList}>
        Keyboard shortcuts
      </Menu.Item>
      <Menu.Divider />
      <Menu.Label>Colours</Menu.Label>
      {SCHEMES.map(({ value, label, Icon }) => (
        <MenuChoice
          key={value}
          value={value}
          chosen={colorScheme === value}
          closes={false}
          icon={<Icon size={16} aria-hidden />}
          onChoose={() => setColorScheme(value)}
        >
          {label}
        </MenuChoice>
      ))}
      <Menu.Divider />
      <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut(client, navigate)}>
        Sign out
      </Menu.Item>
    </>
  );
}
