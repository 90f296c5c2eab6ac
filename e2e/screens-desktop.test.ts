import { testScreens } from "./testing/check-screens.ts";

testScreens({ viewport: { width: 1440, height: 900 } });
