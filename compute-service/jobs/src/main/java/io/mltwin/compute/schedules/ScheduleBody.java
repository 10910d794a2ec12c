package io.mltwin.compute.schedules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** {@code Schedule} (2022-10-01 to 2024-04-01) as a client PUTs it. */
record ScheduleBody(Properties properties) {

    /** {@code ScheduleProperties}. */
    record Properties(Boolean isEnabled, ActionBody action, TriggerBody trigger) {}

    /** {@code ScheduleActionBase} of each type. */
    record ActionBody(String actionType, JsonNode jobDefinition) {}

    /** {@code TriggerBase} of each type. */
    record TriggerBody(
            String triggerType,
            String startTime,
            String endTime,
            String timeZone,
            String expression,
            String frequency,
            Integer interval,
            PatternBody schedule) {}

    /** {@code RecurrenceSchedule}. */
    record PatternBody(List<Integer> hours, List<Integer> minutes, List<String> weekDays, List<Integer> monthDays) {}
}
