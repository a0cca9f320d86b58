// What the fake answers to the commands of reminders.
import type { NoticeAnswer, Pause, ReminderRules, RuleSubject } from "../generated/bindings";
import type { FakeDesk } from "./desk";

type Args = Record<string, unknown>;

export function reminderAnswers(desk: FakeDesk): Record<string, (args: Args) => unknown> {
  const { reminders } = desk;
  return {
    inbox: ({ before, limit }) => reminders.inbox(before as string | null, limit as number),
    notice_answer: ({ keys, answer }) => reminders.answer(keys as string[], answer as NoticeAnswer),
    reminders_pause: ({ pause }) => reminders.pause(pause as Pause),
    reminder_rules: () => reminders.rules(),
    reminder_rules_of: ({ subject }) => reminders.rulesOf(subject as RuleSubject),
    reminder_rules_set: ({ subject, rules }) =>
      reminders.rulesSet(subject as RuleSubject, rules as ReminderRules),
    reminder_rules_reset: ({ subject }) => reminders.rulesReset(subject as RuleSubject),
    reminders_coming: ({ limit }) => reminders.coming(limit as number),
    clock_confirm: () => ((desk.clockDoubt = null), null),
    tray_is_there: () => reminders.tray,
    data_folder_show: () => null,
    autostart: () => reminders.autostart,
    autostart_set: ({ on }) => ((reminders.autostart = on as boolean), null),
  };
}
