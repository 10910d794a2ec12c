package io.mltwin.compute.schedules;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * A recurrence: every so many minutes, hours, days, weeks or months from the start on; or, with
 * hours and minutes, at those times of the days that it names.
 *
 * @param hours empty where there is no pattern
 * @param weekDays of a weekly pattern; empty for the day of the start
 * @param monthDays of a monthly pattern; empty for the day of the start
 */
record Recurrence(
        Frequency frequency,
        int interval,
        SortedSet<Integer> hours,
        SortedSet<Integer> minutes,
        SortedSet<DayOfWeek> weekDays,
        SortedSet<Integer> monthDays)
        implements Trigger.DueTimes {

    /** {@code RecurrenceFrequency}. */
    enum Frequency {
        Minute(ChronoUnit.MINUTES),
        Hour(ChronoUnit.HOURS),
        Day(ChronoUnit.DAYS),
        Week(ChronoUnit.WEEKS),
        Month(ChronoUnit.MONTHS);

        private final ChronoUnit unit;

        Frequency(ChronoUnit unit) {
            this.unit = unit;
        }
    }

    /** A pattern comes up within so many of its intervals, also the 31st or a leap day. */
    private static final long MOST_INTERVALS = 50;

    private static final long LONGEST_MONTH = 31;

    @Override
    public Optional<Instant> next(Instant anchor, Instant after, ZoneId zone) {
        Instant before = after.isBefore(anchor) ? anchor.minusNanos(1) : after;
        return hours.isEmpty() ? step(anchor, before, zone) : pattern(anchor, before, zone);
    }

    /** The first whole number of intervals from the start that lies after the moment. */
    private Optional<Instant> step(Instant anchor, Instant before, ZoneId zone) {
        ZonedDateTime start = anchor.atZone(zone);
        long passed = frequency.unit.between(start, before.atZone(zone));
        long steps = Math.max(0, passed / interval);
        ZonedDateTime due = start.plus(steps * interval, frequency.unit);
        while (!due.toInstant().isAfter(before)) {
            steps++;
            due = start.plus(steps * interval, frequency.unit);
        }
        return Optional.of(due.toInstant());
    }

    private Optional<Instant> pattern(Instant anchor, Instant before, ZoneId zone) {
        LocalDate start = LocalDate.ofInstant(anchor, zone);
        LocalDate first = LocalDate.ofInstant(before, zone);
        long days = MOST_INTERVALS * interval * frequency.unit.getDuration().toDays();
        return first.datesUntil(first.plusDays(days + LONGEST_MONTH))
                .filter(date -> fits(start, date))
                .flatMap(this::times)
                .map(time -> time.atZone(zone).toInstant())
                .filter(due -> due.isAfter(before))
                .findFirst();
    }

    private boolean fits(LocalDate start, LocalDate date) {
        return switch (frequency) {
            case Minute, Hour -> false;
            case Day -> ChronoUnit.DAYS.between(start, date) % interval == 0;
            case Week ->
                ChronoUnit.WEEKS.between(monday(start), monday(date)) % interval == 0
                        && (weekDays.isEmpty()
                                ? date.getDayOfWeek() == start.getDayOfWeek()
                                : weekDays.contains(date.getDayOfWeek()));
            case Month ->
                ChronoUnit.MONTHS.between(start.withDayOfMonth(1), date.withDayOfMonth(1)) % interval == 0
                        && (monthDays.isEmpty()
                                ? date.getDayOfMonth() == start.getDayOfMonth()
                                : monthDays.contains(date.getDayOfMonth()));
        };
    }

    private static LocalDate monday(LocalDate date) {
        return date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private Stream<LocalDateTime> times(LocalDate date) {
        return hours.stream().flatMap(hour -> minutes.stream().map(minute -> date.atTime(hour, minute)));
    }
}
