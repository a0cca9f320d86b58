// The screens. The overview is loaded with the window, since it opens with it; the others are fetched.
import { late } from "../shared/late";

export { OverviewScreen } from "../features/overview/index";

export const calendarScreen = late(async () => (await import("../features/calendar/index")).CalendarScreen);
export const plansScreen = late(async () => (await import("../features/plans/index")).PlansScreen);
export const planScreen = late(async () => (await import("../features/plan/index")).PlanScreen);
export const newPlanScreen = late(async () => (await import("../features/new-plan/index")).NewPlanScreen);
export const accountsScreen = late(async () => (await import("../features/accounts/index")).AccountsScreen);
export const accountScreen = late(async () => (await import("../features/accounts/index")).AccountScreen);
export const accountFormScreen = late(
  async () => (await import("../features/accounts/index")).AccountFormScreen,
);
export const recordsScreen = late(async () => (await import("../features/records/index")).RecordsScreen);
export const payoffScreen = late(async () => (await import("../features/payoff/index")).PayoffScreen);
export const analysisScreen = late(async () => (await import("../features/analysis/index")).AnalysisScreen);
export const importScreen = late(async () => (await import("../features/exchange/index")).ImportScreen);
export const inboxScreen = late(async () => (await import("../features/inbox/index")).InboxScreen);
export const settingsScreen = late(async () => (await import("../features/settings/index")).SettingsScreen);
export const helpScreen = late(async () => (await import("../features/help/index")).HelpScreen);
export const palette = late(async () => (await import("./Palette.svelte")).default);
export const lockScreen = late(async () => (await import("./LockScreen.svelte")).default);
export const keyMap = late(async () => (await import("./Keys.svelte")).default);
