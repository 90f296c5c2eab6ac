import { createRootRouteWithContext, createRoute, redirect } from "@tanstack/react-router";
import { homeSlug, type RouterContext, requireSignedIn } from "./guards.ts";
import { lazyScreen } from "./lazy-screen.ts";
import { RootPage } from "./root-page.tsx";
import {
  readEmail,
  readKnowledge,
  readMail,
  readMembers,
  readNext,
  readPassage,
  readToken,
  readUsage,
} from "./search-params.ts";

const root = createRootRouteWithContext<RouterContext>()({ component: RootPage });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: async ({ context }) => {
    const { workspaces } = await requireSignedIn(context.queryClient, "/");
    const slug = homeSlug(workspaces.map((workspace) => workspace.slug));
    if (slug === undefined) throw redirect({ to: "/welcome", replace: true });
    throw redirect({ to: "/w/$slug/chat", params: { slug }, replace: true });
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: readNext,
  staticData: { title: "Sign in" },
  component: lazyScreen(() => import("../screens/sign-in/sign-in-screen.tsx"), "SignInScreen"),
});

const signUp = createRoute({
  getParentRoute: () => root,
  path: "/sign-up",
  staticData: { title: "Create an account" },
  component: lazyScreen(() => import("../screens/sign-up/sign-up-screen.tsx"), "SignUpScreen"),
});

const checkMail = createRoute({
  getParentRoute: () => root,
  path: "/check-mail",
  validateSearch: readEmail,
  staticData: { title: "Check your mail" },
  component: lazyScreen(() => import("../screens/check-mail/check-mail-screen.tsx"), "CheckMailScreen"),
});

const verifyEmail = createRoute({
  getParentRoute: () => root,
  path: "/verify-email",
  validateSearch: readToken,
  staticData: { title: "Confirm your e-mail address" },
  component: lazyScreen(() => import("../screens/verify-email/verify-email-screen.tsx"), "VerifyEmailScreen"),
});

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: "/forgot-password",
  validateSearch: readEmail,
  staticData: { title: "Reset your password" },
  component: lazyScreen(
    () => import("../screens/forgot-password/forgot-password-screen.tsx"),
    "ForgotPasswordScreen",
  ),
});

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: "/reset-password",
  validateSearch: readToken,
  staticData: { title: "Choose a new password" },
  component: lazyScreen(
    () => import("../screens/reset-password/reset-password-screen.tsx"),
    "ResetPasswordScreen",
  ),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  staticData: { title: "Name your workspace" },
  beforeLoad: ({ context, location }) => requireSignedIn(context.queryClient, location.href),
  component: lazyScreen(() => import("../screens/welcome/welcome-screen.tsx"), "WelcomeScreen"),
});

const devMail = createRoute({
  getParentRoute: () => root,
  path: "/dev/mail",
  validateSearch: readMail,
  staticData: { title: "Mail sink" },
  component: lazyScreen(() => import("../screens/dev-mail/dev-mail-screen.tsx"), "DevMailScreen"),
});

const workspace = createRoute({
  getParentRoute: () => root,
  path: "/w/$slug",
  beforeLoad: ({ context, location }) => requireSignedIn(context.queryClient, location.href),
  component: lazyScreen(() => import("./shell/workspace-layout.tsx"), "WorkspaceLayout"),
});

const workspaceHome = createRoute({
  getParentRoute: () => workspace,
  path: "/",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/w/$slug/chat", params, replace: true });
  },
});

/** One screen for both addresses, so that naming a new conversation does not interrupt its first answer. */
const chat = createRoute({
  getParentRoute: () => workspace,
  path: "chat",
  staticData: { title: "Chat" },
  component: lazyScreen(() => import("../screens/chat/chat-screen.tsx"), "ChatScreen"),
});
const newChat = createRoute({ getParentRoute: () => chat, path: "/", component: () => null });
const conversation = createRoute({
  getParentRoute: () => chat,
  path: "$conversationId",
  staticData: { wholeHeight: true },
  component: () => null,
});

const knowledge = createRoute({
  getParentRoute: () => workspace,
  path: "knowledge",
  staticData: { title: "Knowledge" },
  component: lazyScreen(() => import("../screens/knowledge/knowledge-layout.tsx"), "KnowledgeLayout"),
});
const documents = createRoute({
  getParentRoute: () => knowledge,
  path: "/",
  validateSearch: readKnowledge,
  component: lazyScreen(() => import("../screens/knowledge/documents-screen.tsx"), "DocumentsScreen"),
});
const websites = createRoute({
  getParentRoute: () => knowledge,
  path: "websites",
  staticData: { title: "Websites" },
  component: lazyScreen(() => import("../screens/knowledge/websites-screen.tsx"), "WebsitesScreen"),
});
const document = createRoute({
  getParentRoute: () => knowledge,
  path: "$documentId",
  validateSearch: readPassage,
  component: lazyScreen(() => import("../screens/knowledge/document-screen.tsx"), "DocumentScreen"),
});

const usage = createRoute({
  getParentRoute: () => workspace,
  path: "usage",
  validateSearch: readUsage,
  staticData: { title: "Usage and statement" },
  component: lazyScreen(() => import("../screens/usage/usage-screen.tsx"), "UsageScreen"),
});

const more = createRoute({
  getParentRoute: () => workspace,
  path: "more",
  staticData: { title: "More" },
  component: lazyScreen(() => import("./shell/more-page.tsx"), "MorePage"),
});

const settings = createRoute({
  getParentRoute: () => workspace,
  path: "settings",
  staticData: { title: "Settings" },
  component: lazyScreen(() => import("../screens/settings/settings-layout.tsx"), "SettingsLayout"),
});
const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: "/",
  component: lazyScreen(() => import("../screens/settings/settings-home.tsx"), "SettingsHome"),
});
const general = createRoute({
  getParentRoute: () => settings,
  path: "general",
  staticData: { title: "General" },
  component: lazyScreen(() => import("../screens/settings/general-screen.tsx"), "GeneralScreen"),
});
const members = createRoute({
  getParentRoute: () => settings,
  path: "members",
  validateSearch: readMembers,
  staticData: { title: "Members" },
  component: lazyScreen(() => import("../screens/settings/members-screen.tsx"), "MembersScreen"),
});
const apiKeys = createRoute({
  getParentRoute: () => settings,
  path: "api-keys",
  staticData: { title: "API keys" },
  component: lazyScreen(() => import("../screens/settings/api-keys-screen.tsx"), "ApiKeysScreen"),
});
const knowledgeSettings = createRoute({
  getParentRoute: () => settings,
  path: "knowledge",
  staticData: { title: "Settings of Knowledge" },
  component: lazyScreen(() => import("../screens/settings/knowledge-screen.tsx"), "KnowledgeSettingsScreen"),
});
const assistants = createRoute({
  getParentRoute: () => settings,
  path: "assistants",
  staticData: { title: "Assistants" },
  component: lazyScreen(() => import("../screens/settings/assistants-screen.tsx"), "AssistantsScreen"),
});
const models = createRoute({
  getParentRoute: () => settings,
  path: "models",
  staticData: { title: "Models" },
  component: lazyScreen(() => import("../screens/settings/models-screen.tsx"), "ModelsScreen"),
});
const profile = createRoute({
  getParentRoute: () => settings,
  path: "profile",
  staticData: { title: "Profile" },
  component: lazyScreen(() => import("../screens/settings/profile-screen.tsx"), "ProfileScreen"),
});
const security = createRoute({
  getParentRoute: () => settings,
  path: "security",
  staticData: { title: "Security" },
  component: lazyScreen(() => import("../screens/settings/security-screen.tsx"), "SecurityScreen"),
});

export const routeTree = root.addChildren([
  home,
  signIn,
  signUp,
  checkMail,
  verifyEmail,
  forgotPassword,
  resetPassword,
  welcome,
  devMail,
  workspace.addChildren([
    workspaceHome,
    chat.addChildren([newChat, conversation]),
    knowledge.addChildren([documents, websites, document]),
    usage,
    more,
    settings.addChildren([
      settingsHome,
      general,
      members,
      assistants,
      knowledgeSettings,
      apiKeys,
      models,
      profile,
      security,
    ]),
  ]),
]);
