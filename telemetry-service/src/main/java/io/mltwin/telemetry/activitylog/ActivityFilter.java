package io.mltwin.telemetry.activitylog;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.odatafilter.FilterException;
import io.mltwin.odatafilter.FilterExpression.Comparison;
import io.mltwin.odatafilter.FilterExpression.Operator;
import io.mltwin.odatafilter.FilterParser;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@code $filter} of the activity log: comparisons joined by {@code and}. Events are kept for
 * 90 days, so nothing older is selected.
 *
 * @param equal values in lower case
 * @param levels those of {@code levels eq 'Error,Warning'}, in lower case; empty for all
 */
record ActivityFilter(Instant from, Instant to, Map<Field, String> equal, Set<String> levels) {

    private static final Duration KEPT = Duration.ofDays(90);

    /** The fields that can be compared, besides the time. */
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
     * @throws AzureException 400 when it is not understood
     */
    static ActivityFilter parse(String text, Instant now) {
        Instant oldest = now.minus(KEPT);
        Instant from = oldest;
        Instant to = now;
        Map<Field, String> equal = new EnumMap<>(Field.class);
        Set<String> levels = new HashSet<>();
        for (Comparison comparison : comparisons(text)) {
            String name = AsciiCase.lower(comparison.path());
            String value = comparison.value().text();
            if (name.equals("eventtimestamp")) {
                Instant time = time(value);
                switch (comparison.operator()) {
                    case GE, GT -> from = time.isBefore(oldest) ? oldest : time;
                    case LE, LT -> to = time;
                    default -> throw invalid(comparison.toString());
                }
            } else if (name.equals("levels") && comparison.operator() == Operator.EQ) {
                for (String level : AsciiCase.lower(value).split(",")) {
                    levels.add(level.strip());
                }
            } else if (!name.equals("eventchannels") || comparison.operator() == Operator.NE) {
                equal.put(field(name, comparison), AsciiCase.lower(value));
            }
        }
        return new ActivityFilter(from, to, equal, levels);
    }

    private static List<Comparison> comparisons(String filter) {
        try {
            return FilterParser.parseComparisons(filter);
        } catch (FilterException malformed) {
            throw invalid(malformed.term());
        }
    }

    private static Field field(String name, Comparison comparison) {
        for (Field field : Field.values()) {
            if (AsciiCase.lower(field.name()).equals(name) && comparison.operator() == Operator.EQ) {
                return field;
            }
        }
        throw invalid(comparison.toString());
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

    private static AzureException invalid(String clause) {
        return badRequest(
                "BadRequest",
                "The $filter is not understood at '%s': give eventTimestamp ge and le with a time, and eq for"
                        + " resourceGroupName, resourceId, resourceUri, resourceProvider, correlationId, caller, status or"
                        + " levels, joined by and.",
                clause);
    }
}
