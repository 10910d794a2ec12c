package io.mltwin.compute.schedules;

import static io.mltwin.encoding.Absence.orEmpty;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.compute.schedules.Recurrence.Frequency;
import io.mltwin.compute.schedules.ScheduleBody.PatternBody;
import io.mltwin.compute.schedules.ScheduleBody.TriggerBody;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.UserErrors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Validates the trigger of a schedule. */
final class TriggerValidator {

    private static final String FIELD = "properties.trigger";
    private static final String ZONE_TABLE = "/windows-time-zones.properties";

    /** Time zones by the names that Windows gives them, as Azure ML's triggers name them, in any case of letters. */
    private static final Map<String, ZoneId> ZONES = zones();

    private static final int MOST_INTERVAL = 1000;

    private static final String TYPES = "is Cron or Recurrence";
    private static final String FREQUENCIES = "is Minute, Hour, Day, Week or Month";
    private static final String INTERVAL = "is a number from 1 to " + MOST_INTERVAL;

    private static final Rules<TriggerBody> CRON = rules().required("is required", "expression")
            .fits(
                    text -> CronExpression.parse(text).isPresent(),
                    "has five fields: minutes, hours, days, months and days of the week",
                    "expression");

    private static final Rules<TriggerBody> RECURRENCE = rules().required(FREQUENCIES, "frequency")
            .oneOf(Stream.of(Frequency.values()).map(Enum::name).toList(), FREQUENCIES, "frequency")
            .required(INTERVAL, "interval")
            .range(1, MOST_INTERVAL, INTERVAL, "interval");

    private static final Rules<Recurrence> PATTERN = Rules.of(
                    Recurrence.class, FIELD + ".", UserErrors::invalidProperty)
            .refuse(
                    given -> given.hours().isEmpty() != given.minutes().isEmpty(),
                    "schedule",
                    "has both hours and minutes")
            .refuse(
                    given -> given.frequency().compareTo(Frequency.Day) < 0
                            && !(given.hours().isEmpty()
                                    && given.weekDays().isEmpty()
                                    && given.monthDays().isEmpty()),
                    "schedule",
                    "is for the frequencies Day, Week and Month")
            .refuse(
                    given -> !given.weekDays().isEmpty()
                            && (given.frequency() != Frequency.Week
                                    || given.hours().isEmpty()),
                    "schedule.weekDays",
                    "is for the frequency Week, with hours and minutes")
            .refuse(
                    given -> !given.monthDays().isEmpty()
                            && (given.frequency() != Frequency.Month
                                    || given.hours().isEmpty()),
                    "schedule.monthDays",
                    "is for the frequency Month, with hours and minutes");

    private static final Rules<TriggerBody> RULES = rules().fits(
                    zone -> zone(zone).isPresent(),
                    "is the name of a time zone of Windows, such as Eastern Standard Time",
                    "timeZone")
            .fits(
                    TriggerValidator::isTime,
                    "is a time without an offset, such as 2022-06-01T00:00:01",
                    "startTime",
                    "endTime")
            .refuse(TriggerValidator::endsBeforeItStarts, "endTime", "lies before startTime")
            .required(TYPES, "triggerType")
            .oneOf(List.of("Cron", "Recurrence"), TYPES, "triggerType")
            .when(TriggerValidator::isCron, CRON::check)
            .when(body -> !isCron(body), RECURRENCE::check);

    private TriggerValidator() {}

    private static Rules<TriggerBody> rules() {
        return Rules.of(TriggerBody.class, FIELD + ".", UserErrors::invalidProperty);
    }

    /**
     * Reads a trigger.
     *
     * @throws AzureException 400 naming what is wrong
     */
    static Trigger read(TriggerBody body) {
        invalidIf(body == null, FIELD, FIELD + " is required.");
        RULES.check(body);
        ZoneId zone =
                body.timeZone() == null ? ZoneOffset.UTC : zone(body.timeZone()).orElseThrow();
        Trigger.DueTimes times =
                isCron(body) ? CronExpression.parse(body.expression()).orElseThrow() : recurrence(body);
        return new Trigger(time(body.startTime()), time(body.endTime()), zone, times);
    }

    private static boolean isCron(TriggerBody body) {
        return AsciiCase.equal("Cron", body.triggerType());
    }

    private static boolean endsBeforeItStarts(TriggerBody body) {
        return body.startTime() != null
                && body.endTime() != null
                && time(body.endTime()).isBefore(time(body.startTime()));
    }

    private static Recurrence recurrence(TriggerBody body) {
        PatternBody given = body.schedule() == null ? new PatternBody(null, null, null, null) : body.schedule();
        Recurrence recurrence = new Recurrence(
                Stream.of(Frequency.values())
                        .filter(one -> AsciiCase.equal(one.name(), body.frequency()))
                        .findFirst()
                        .orElseThrow(),
                body.interval(),
                numbers("hours", given.hours(), 0, 23),
                numbers("minutes", given.minutes(), 0, 59),
                weekDays(given.weekDays()),
                numbers("monthDays", given.monthDays(), 1, 31));
        PATTERN.check(recurrence);
        return recurrence;
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

    private static boolean isTime(String given) {
        try {
            return time(given) != null;
        } catch (DateTimeParseException noTime) {
            return false;
        }
    }

    private static LocalDateTime time(String given) {
        return given == null ? null : LocalDateTime.parse(given.replace(' ', 'T'));
    }

    private static AzureException invalid(String field, String rule) {
        return UserErrors.invalidProperty(FIELD + "." + field, rule);
    }

    /** The zone of this name, compared without case. */
    private static Optional<ZoneId> zone(String windowsName) {
        return Optional.ofNullable(ZONES.get(windowsName));
    }

    private static Map<String, ZoneId> zones() {
        Properties table = new Properties();
        try (InputStream in = TriggerValidator.class.getResourceAsStream(ZONE_TABLE)) {
            table.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + ZONE_TABLE, e);
        }
        Map<String, ZoneId> zones = new TreeMap<>(AsciiCase.ORDER);
        table.stringPropertyNames().forEach(zone -> {
            for (String name : table.getProperty(zone).split(";")) {
                zones.put(name.strip(), ZoneId.of(zone));
            }
        });
        return zones;
    }
}
