package io.mltwin.workspace.deployments.expressions;

import static io.mltwin.workspace.deployments.expressions.Functions.add;
import static io.mltwin.workspace.deployments.expressions.TextFunctions.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;

/** Functions of dates, with the formats of .NET that templates use. */
final class DateFunctions {

    private static final String ISO = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private static final Map<String, String> STANDARD =
            Map.of("u", "yyyy-MM-dd HH:mm:ss'Z'", "s", "yyyy-MM-dd'T'HH:mm:ss", "d", "MM/dd/yyyy");

    private DateFunctions() {}

    static void register() {
        add(
                "utcNow",
                0,
                1,
                EnumSet.of(ExpressionLocation.PARAMETER_DEFAULT),
                a -> text(formatted(
                        a,
                        a.evaluation().context().now().get().atZone(ZoneOffset.UTC),
                        a.textOr(0, "yyyyMMdd'T'HHmmss'Z'"))));
        add("dateTimeAdd", 2, 3, a -> text(formatted(a, added(a), a.textOr(2, ISO))));
        add(
                "dateTimeFromEpoch",
                1,
                1,
                a -> text(formatted(a, Instant.ofEpochSecond(a.integer(0)).atZone(ZoneOffset.UTC), ISO)));
        add(
                "dateTimeToEpoch",
                1,
                1,
                a -> NumberFunctions.number(date(a, a.text(0)).toEpochSecond()));
    }

    private static ZonedDateTime added(Arguments arguments) {
        ZonedDateTime start = date(arguments, arguments.text(0));
        String text = arguments.text(1);
        boolean back = text.startsWith("-");
        String length = back ? text.substring(1) : text;
        int time = length.indexOf('T');
        try {
            Period days = time == 1 ? Period.ZERO : Period.parse(time < 0 ? length : length.substring(0, time));
            Duration rest = time < 0 ? Duration.ZERO : Duration.parse("P" + length.substring(time));
            return back ? start.minus(days).minus(rest) : start.plus(days).plus(rest);
        } catch (DateTimeException | ArithmeticException none) {
            throw arguments.wrong("'" + text + "' is no duration of ISO 8601.");
        }
    }

    private static ZonedDateTime date(Arguments arguments, String text) {
        try {
            return OffsetDateTime.parse(text.replace(' ', 'T')).atZoneSameInstant(ZoneOffset.UTC);
        } catch (DateTimeException none) {
            try {
                return ZonedDateTime.parse(
                        text,
                        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
                                .withZone(ZoneOffset.UTC));
            } catch (DateTimeException neither) {
                throw arguments.wrong("'" + text + "' is no date of ISO 8601.");
            }
        }
    }

    private static String formatted(Arguments arguments, ZonedDateTime date, String form) {
        String pattern = STANDARD.getOrDefault(
                form, form.replace("tt", "a").replace('f', 'S').replace("dddd", "EEEE"));
        try {
            return date.format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
        } catch (IllegalArgumentException | DateTimeException none) {
            throw arguments.wrong("the format '" + form + "' is not supported.");
        }
    }
}
