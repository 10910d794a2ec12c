package io.mltwin.local.command;

import io.mltwin.local.layout.RefusalException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: 90s, 61m, 2h, 365d, or ISO 8601. */
final class Durations {
    private static final Pattern SHORT = Pattern.compile("(\\d+)([smhd])");

    private Durations() {}

    static Duration parse(String text) {
        Matcher matcher = SHORT.matcher(text);
        Duration duration;
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            duration = switch (matcher.group(2)) {
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        } else {
            try {
                duration = Duration.parse(text);
            } catch (DateTimeParseException e) {
                throw new RefusalException("'" + text + "' is no duration: write 90s, 61m, 2h, 365d or PT90M.", e);
            }
        }
        if (duration.isNegative()) {
            throw new RefusalException("The platform's clock moves forward only.");
        }
        return duration;
    }
}
