package io.mltwin.workspace.storage.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Dates of headers and lists: RFC 1123 with two digits for the day, in GMT. */
public final class HttpDates {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
                    .withZone(ZoneOffset.UTC);

    private static final String DAYS = "MonTueWedThuFriSatSun";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int LENGTH = 29;
    private static final int LAST_YEAR = 9999;

    private HttpDates() {}

    /** By hand: each answer has two or three, and the JDK's formatter shows in a profile. */
    public static String format(Instant time) {
        LocalDateTime at = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
        if (at.getYear() < 1000 || at.getYear() > LAST_YEAR) {
            return FORM.format(time);
        }
        int day = 3 * at.getDayOfWeek().ordinal();
        int month = 3 * at.getMonth().ordinal();
        StringBuilder text = new StringBuilder(LENGTH).append(DAYS, day, day + 3).append(", ");
        two(text, at.getDayOfMonth()).append(' ').append(MONTHS, month, month + 3);
        text.append(' ').append(at.getYear()).append(' ');
        two(text, at.getHour()).append(':');
        two(text, at.getMinute()).append(':');
        return two(text, at.getSecond()).append(" GMT").toString();
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** A date in just the form that is written here, or null. */
    private static Instant own(String value) {
        if (value.length() != LENGTH) {
            return null;
        }
        try {
            int month = MONTHS.indexOf(value.substring(8, 11)) / 3 + 1;
            Instant time =
                    LocalDateTime.of(
                                    number(value, 12, 16),
                                    month,
                                    number(value, 5, 7),
                                    number(value, 17, 19),
                                    number(value, 20, 22),
                                    number(value, 23, 25))
                            .toInstant(ZoneOffset.UTC);
            return format(time).equals(value) ? time : null;
        } catch (NumberFormatException | DateTimeException other) {
            return null;
        }
    }

    private static int number(String value, int from, int to) {
        return Integer.parseInt(value, from, to, 10);
    }

    /** The time of a header, or null when it has none. */
    public static Instant parse(String header, String value) {
        if (value == null) {
            return null;
        }
        Instant own = own(value);
        if (own != null) {
            return own;
        }
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.trim()));
        } catch (DateTimeParseException e) {
            throw RequestErrors.invalidHeader(
                    header, "give a date such as " + format(Instant.EPOCH) + ".");
        }
    }
}
