package io.mltwin.workspace.storage.wire;

import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeader;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Dates of headers and lists: RFC 1123 with two digits for the day, in GMT. */
public final class HttpDates {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    /** Of the newest header: requests of one second say the same. */
    private static volatile Parsed newest = new Parsed(null, null);

    private HttpDates() {}

    private record Parsed(String text, Instant time) {}

    /** Returns the text of a time, in whole seconds. */
    public static String format(Instant time) {
        return FORM.format(time);
    }

    /** Returns the time of a header, or null when it has none. */
    public static Instant parse(String header, String value) {
        if (value == null) {
            return null;
        }
        Parsed known = newest;
        if (value.equals(known.text())) {
            return known.time();
        }
        try {
            Instant time = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.trim()));
            newest = new Parsed(value, time);
            return time;
        } catch (DateTimeParseException e) {
            throw invalidHeader(header, "give a date such as " + format(Instant.EPOCH) + ".");
        }
    }
}
