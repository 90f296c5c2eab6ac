import "./styles.ts";
import { createRoot } from "react-dom/client";
import { Application } from "./application.tsx";
import { adoptNonce } from "./nonce.ts";

adoptNonce();
const root = document.getElementById("root");
if (root === null) throw new Error("The page has no #root.");
createRoot(root).render(<Application />);
