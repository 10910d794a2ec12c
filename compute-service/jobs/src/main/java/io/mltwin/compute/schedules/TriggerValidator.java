package io.mltwin.compute.schedules;

import static io.mltwin.encoding.Absence.orEmpty;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.schedules.Recurrence.Frequency;
import io.mltwin.compute.schedules.ScheduleBody.PatternBody;
import io.mltwin.compute.schedules.ScheduleBody.TriggerBody;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.UserErrors;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Validates the trigger of a schedule. */
final class TriggerValidator {

    private static final String FIELD = "properties.trigger";
    private static final int MOST_INTERVAL = 1000;

    private TriggerValidator() {}

    /**
     * Reads a trigger.
     *
     * @throws AzureException 400 naming what is wrong
     */
    static Trigger read(TriggerBody body) {
        invalidIf(body == null, FIELD, FIELD + " is required.");
        ZoneId zone = body.timeZone() == null
                ? ZoneOffset.UTC
                : TimeZones.find(body.timeZone())
                        .orElseThrow(() -> invalid(
                                "timeZone", "is the name of a time zone of Windows, such as Eastern Standard Time"));
        LocalDateTime start = time("startTime", body.startTime());
        LocalDateTime end = time("endTime", body.endTime());
        if (start != null && end != null && end.isBefore(start)) {
            throw invalid("endTime", "lies before startTime");
        }
        return new Trigger(start, end, zone, times(body));
    }

    private static Trigger.DueTimes times(TriggerBody body) {
        if (AsciiCase.equal("Cron", body.triggerType())) {
            if (body.expression() == null) {
                throw invalid("expression", "is required");
            }
            return CronExpression.parse(body.expression())
                    .orElseThrow(() -> invalid(
                            "expression", "has five fields: minutes, hours, days, months and days of the week"));
        }
        if (AsciiCase.equal("Recurrence", body.triggerType())) {
            return recurrence(body);
        }
        throw invalid("triggerType", "is Cron or Recurrence");
    }

    private static Recurrence recurrence(TriggerBody body) {
        Frequency frequency = Stream.of(Frequency.values())
                .filter(one -> AsciiCase.equal(one.name(), body.frequency()))
                .findFirst()
                .orElseThrow(() -> invalid("frequency", "is Minute, Hour, Day, Week or Month"));
        if (body.interval() == null || body.interval() < 1 || body.interval() > MOST_INTERVAL) {
            throw invalid("interval", "is a number from 1 to " + MOST_INTERVAL);
        }
        PatternBody given = body.schedule() == null ? new PatternBody(null, null, null, null) : body.schedule();
        SortedSet<Integer> hours = numbers("hours", given.hours(), 0, 23);
        SortedSet<Integer> minutes = numbers("minutes", given.minutes(), 0, 59);
        SortedSet<Integer> monthDays = numbers("monthDays", given.monthDays(), 1, 31);
        SortedSet<DayOfWeek> weekDays = weekDays(given.weekDays());
        boolean isPattern = !hours.isEmpty() || !minutes.isEmpty();
        if (hours.isEmpty() != minutes.isEmpty()) {
            throw invalid("schedule", "has both hours and minutes");
        }
        if ((isPattern || !monthDays.isEmpty() || !weekDays.isEmpty())
                && (frequency == Frequency.Minute || frequency == Frequency.Hour)) {
            throw invalid("schedule", "is for the frequencies Day, Week and Month");
        }
        if (!weekDays.isEmpty() && (frequency != Frequency.Week || !isPattern)) {
            throw invalid("schedule.weekDays", "is for the frequency Week, with hours and minutes");
        }
        if (!monthDays.isEmpty() && (frequency != Frequency.Month || !isPattern)) {
            throw invalid("schedule.monthDays", "is for the frequency Month, with hours and minutes");
        }
        return new Recurrence(frequency, body.interval(), hours, minutes, weekDays, monthDays);
    }

    private static SortedSet<Integer> numbers(String field, List<Integer> given, int low, int high) {
        SortedSet<Integer> numbers = new TreeSet<>();
        for (Integer number : orEmpty(given)) {
            if (number == null || number < low || number > high) {
                throw invalid("schedule." + field, "has numbers from " + low + " to " + high);
            }
            numbers.add(number);
        }
        return numbers;
    }

    private static SortedSet<DayOfWeek> weekDays(List<String> given) {
        SortedSet<DayOfWeek> days = new TreeSet<>();
        for (String day : orEmpty(given)) {
            days.add(Stream.of(DayOfWeek.values())
                    .filter(one -> AsciiCase.equal(one.name(), day))
                    .findFirst()
                    .orElseThrow(() -> invalid("schedule.weekDays", "has days such as Monday")));
        }
        return days;
    }

    private static LocalDateTime time(String field, String given) {
        if (given == null) {
            return null;
        }
        try {
            return LocalDateTime.parse(given.replace(' ', 'T'));
        } catch (DateTimeParseException noTime) {
            throw invalid(field, "is a time without an offset, such as 2022-06-01T00:00:01");
        }
    }

    private static AzureException invalid(String field, String rule) {
        String target = FIELD + "." + field;
        return UserErrors.invalid(target, "%s %s.", target, rule);
    }
}
