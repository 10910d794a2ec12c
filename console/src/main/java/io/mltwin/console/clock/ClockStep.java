package io.mltwin.console.clock;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.AzureException;
import io.mltwin.console.page.TypedText;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the clock is moved forward.
 *
 * @param text as it was typed, {@code 61m}
 */
record ClockStep(String text, Duration length) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([smhd])");
    private static final Duration LONGEST = Duration.ofDays(3660);

    /**
     * Reads a number and its unit: s, m, h or d.
     *
     * @throws AzureException 400 for another form, nothing and more than ten years
     */
    static ClockStep parse(String text) {
        Matcher form = FORM.matcher(TypedText.stripped(text));
        if (form.matches()) {
            long number = Long.parseLong(form.group(1));
            Duration length = switch (form.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
            if (!length.isZero() && length.compareTo(LONGEST) <= 0) {
                return new ClockStep(form.group(), length);
            }
        }
        throw badRequest(
                "InvalidStep",
                "Give how far to move the clock as a number and s, m, h or d, such as 61m or 25h; at most 3660d.");
    }
}
