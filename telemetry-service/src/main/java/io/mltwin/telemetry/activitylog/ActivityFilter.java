package io.mltwin.telemetry.activitylog;

import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code $filter} of the activity log: comparisons joined by {@code and}. Events are kept for
 * 90 days, so nothing older is selected.
 *
 * @param equal values in lower case
 * @param levels those of {@code levels eq 'Error,Warning'}, in lower case; empty for all
 */
record ActivityFilter(Instant from, Instant to, Map<Field, String> equal, Set<String> levels) {

    private static final Duration KEPT = Duration.ofDays(90);
    private static final Pattern CLAUSE =
            AsciiCase.pattern(
                    "\\s*([A-Za-z]+)\\s+(eq|ge|gt|le|lt)\\s+('(?:[^']|'')*+'|[^'\\s]\\S*)\\s*(and\\s+|$)");

    /** What can be compared beside the time. */
    enum Field {
        RESOURCEGROUPNAME("resourceGroupKey"),
        RESOURCEID("resourceKey"),
        RESOURCEURI("resourceKey"),
        RESOURCEPROVIDER("resourceProviderKey"),
        CORRELATIONID("correlationId"),
        CALLER("callerKey"),
        STATUS("statusKey");

        private final String attribute;

        Field(String attribute) {
            this.attribute = attribute;
        }

        String attribute() {
            return attribute;
        }
    }

    /**
     * Reads a filter; null is none.
     *
     * @throws AzureFault 400 when it is not understood
     */
    static ActivityFilter parse(String text, Instant now) {
        Instant oldest = now.minus(KEPT);
        Instant from = oldest;
        Instant to = now;
        Map<Field, String> equal = new EnumMap<>(Field.class);
        Set<String> levels = new HashSet<>();
        String rest = text == null ? "" : text.strip();
        Matcher clause = CLAUSE.matcher(rest);
        int at = 0;
        while (at < rest.length()) {
            if (!clause.region(at, rest.length()).lookingAt()) {
                throw invalid(rest.substring(at));
            }
            String name = AsciiCase.lower(clause.group(1));
            String operator = AsciiCase.lower(clause.group(2));
            String value = unquoted(clause.group(3));
            if (name.equals("eventtimestamp")) {
                Instant time = time(value);
                if (operator.startsWith("g")) {
                    from = time.isBefore(oldest) ? oldest : time;
                } else if (operator.startsWith("l")) {
                    to = time;
                } else {
                    throw invalid(clause.group().strip());
                }
            } else if (name.equals("levels") && operator.equals("eq")) {
                for (String level : AsciiCase.lower(value).split(",")) {
                    levels.add(level.strip());
                }
            } else if (!name.equals("eventchannels")) {
                equal.put(field(name, operator, clause.group().strip()), AsciiCase.lower(value));
            }
            at = clause.end();
        }
        return new ActivityFilter(from, to, equal, levels);
    }

    private static Field field(String name, String operator, String clause) {
        for (Field field : Field.values()) {
            if (AsciiCase.lower(field.name()).equals(name) && operator.equals("eq")) {
                return field;
            }
        }
        throw invalid(clause);
    }

    private static String unquoted(String value) {
        return value.startsWith("'")
                ? value.substring(1, value.length() - 1).replace("''", "'")
                : value;
    }

    private static Instant time(String text) {
        // the fraction has up to seven digits, a zone may be missing: then it is UTC
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            return text.matches(".*(Z|[+-]\\d{2}:\\d{2})$")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException malformed) {
            throw invalid("eventTimestamp " + text);
        }
    }

    private static AzureFault invalid(String clause) {
        return new AzureFault(
                400,
                "BadRequest",
                "The $filter is not understood at '"
                        + clause
                        + "': give eventTimestamp ge and le with a time, and eq for"
                        + " resourceGroupName, resourceId, resourceUri, resourceProvider, correlationId, caller, status or levels,"
                        + " joined by and.");
    }
}
