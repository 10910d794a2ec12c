package io.mltwin.compute.schedules;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** {@code Schedule} (2022-10-01 to 2024-04-01) as a client PUTs it. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ScheduleBody(Properties properties) {

    /** {@code ScheduleProperties}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Properties(Boolean isEnabled, ActionBody action, TriggerBody trigger) {}

    /** {@code ScheduleActionBase} of each type. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ActionBody(String actionType, JsonNode jobDefinition) {}

    /** {@code TriggerBase} of each type. */
    @JsonIgnoreProperties(ignoreUnknown = true)
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
    @JsonIgnoreProperties(ignoreUnknown = true)
    record PatternBody(List<Integer> hours, List<Integer> minutes, List<String> weekDays, List<Integer> monthDays) {}
}
