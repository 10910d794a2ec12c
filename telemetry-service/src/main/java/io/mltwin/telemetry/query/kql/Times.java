package io.mltwin.telemetry.query.kql;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Times and timespans in the forms that queries write them. */
public final class Times {

    private Times() {}

    /**
     * Returns a date, or a date and time with or without zone; without is UTC.
     *
     * @throws DateTimeParseException when it is none
     */
    public static Instant parse(String text) {
        String iso = text.strip().replace(' ', 'T');
        if (iso.length() == 10) {
            return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        boolean zoned = iso.matches(".*(Z|[+-]\\d{2}:\\d{2})$");
        return zoned
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }

    /** {@code 1d}, {@code 1.5h}, {@code 30min}, {@code 100ms} … */
    static Duration timespan(String text) {
        int unitAt = 0;
        while (Character.isDigit(text.charAt(unitAt)) || text.charAt(unitAt) == '.') {
            unitAt++;
        }
        double amount = Double.parseDouble(text.substring(0, unitAt));
        String unit = text.substring(unitAt);
        double seconds = switch (unit) {
            case "d", "day", "days" -> 86_400;
            case "h", "hour", "hours" -> 3_600;
            case "m", "min", "minute", "minutes" -> 60;
            case "s", "second", "seconds" -> 1;
            case "ms", "millisecond", "milliseconds" -> 0.001;
            default -> 0.000_001;
        };
        return Duration.ofNanos(Math.round(amount * seconds * 1e9));
    }

    /**
     * Returns the start of the bin of this width that a time falls into, counted from year one as
     * Kusto does.
     */
    static Instant bin(Instant time, Duration width) {
        long nanos = width.toNanos();
        long origin = -62_135_596_800L;
        if (nanos % 1_000_000_000L == 0) {
            long seconds = nanos / 1_000_000_000L;
            return Instant.ofEpochSecond(origin + Math.floorDiv(time.getEpochSecond() - origin, seconds) * seconds);
        }
        long millis = Math.max(1, nanos / 1_000_000);
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), millis) * millis);
    }
}
