import { testScreens } from "./testing/check-screens.ts";

testScreens({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
