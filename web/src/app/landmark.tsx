import { createContext, type ReactNode, useContext } from "react";

/** True inside the shell, whose `main` holds every page. */
export const InsideMain = createContext(false);

/** The page's `main` where there is none around it yet. */
export function Landmark({ children }: { readonly children: ReactNode }) {
  return useContext(InsideMain) ? children : <main>{children}</main>;
}
