package io.mltwin.compute.schedules;

import io.mltwin.encoding.AsciiCase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A cron expression of five fields in the form of NCronTab: minutes, hours, days, months, days of
 * the week. A time is due when all five fit.
 *
 * <p>Deviation: days and months count; Azure ML takes them for {@code *}.
 */
record CronExpression(
        SortedSet<Integer> minutes,
        SortedSet<Integer> hours,
        SortedSet<Integer> days,
        SortedSet<Integer> months,
        SortedSet<Integer> weekDays)
        implements Trigger.DueTimes {

    private static final int FIELDS = 5;
    private static final int SUNDAY = 7;
    private static final int MOST_YEARS = 8;
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

    /** Parses an expression; empty for one that is not valid. */
    static Optional<CronExpression> parse(String text) {
        String[] fields = text.strip().split("\\s+");
        if (fields.length != FIELDS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CronExpression(
                    field(fields[0], 0, 59, List.of()),
                    field(fields[1], 0, 23, List.of()),
                    field(fields[2], 1, 31, List.of()),
                    field(fields[3], 1, 12, MONTHS),
                    field(fields[4], 0, SUNDAY - 1, DAYS)));
        } catch (NumberFormatException malformed) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Instant> next(Instant anchor, Instant after, ZoneId zone) {
        // from the anchor itself on, and not before it
        Instant before = after.isBefore(anchor) ? anchor.minusNanos(1) : after;
        LocalDate first = LocalDate.ofInstant(before, zone);
        return first.datesUntil(first.plusYears(MOST_YEARS))
                .filter(this::fits)
                .flatMap(this::times)
                .map(time -> time.atZone(zone).toInstant())
                .filter(due -> due.isAfter(before))
                .findFirst();
    }

    private boolean fits(LocalDate date) {
        return months.contains(date.getMonthValue())
                && days.contains(date.getDayOfMonth())
                && weekDays.contains(date.getDayOfWeek().getValue() % SUNDAY);
    }

    private Stream<LocalDateTime> times(LocalDate date) {
        return hours.stream().flatMap(hour -> minutes.stream().map(minute -> date.atTime(hour, minute)));
    }

    private static SortedSet<Integer> field(String text, int low, int high, List<String> names) {
        SortedSet<Integer> values = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            String[] step = part.split("/", -1);
            String[] range = step[0].split("-", -1);
            if (step.length > 2 || range.length > 2) {
                throw new NumberFormatException(part);
            }
            boolean isAll = step[0].equals("*");
            int from = isAll ? low : number(range[0], low, high, names);
            int to = isAll || range.length == 1 && step.length == 2
                    ? high
                    : number(range[range.length - 1], low, high, names);
            int by = step.length == 2 ? number(step[1], 1, high, List.of()) : 1;
            if (from > to) {
                throw new NumberFormatException(part);
            }
            IntStream.iterate(from, value -> value <= to, value -> value + by).forEach(values::add);
        }
        return values;
    }

    private static int number(String text, int low, int high, List<String> names) {
        int named = names.indexOf(AsciiCase.lower(text));
        int number = named >= 0 ? named + low : Integer.parseInt(text);
        if (number < low || number > high) {
            throw new NumberFormatException(text);
        }
        return number;
    }
}
