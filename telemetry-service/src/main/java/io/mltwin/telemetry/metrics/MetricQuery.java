package io.mltwin.telemetry.metrics;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.encoding.Absence.isBlank;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.odatafilter.FilterException;
import io.mltwin.odatafilter.FilterExpression.Comparison;
import io.mltwin.odatafilter.FilterExpression.Operator;
import io.mltwin.odatafilter.FilterParser;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A query for metrics: names, timespan (an hour until now by default), interval, aggregation, and a
 * filter of dimensions with {@code eq} joined by {@code and}, {@code '*'} splitting by one.
 *
 * @param aggregations in small letters; empty for each metric's own
 * @param filter wanted values by dimension as Azure spells it
 */
record MetricQuery(
        List<MetricCatalogue.Metric> metrics,
        Instant from,
        Instant to,
        Duration interval,
        Set<String> aggregations,
        Map<String, String> filter) {

    private static final Set<String> AGGREGATIONS = Set.of("total", "average", "minimum", "maximum", "count", "none");
    private static final Set<String> INTERVALS =
            Set.of("PT1M", "PT5M", "PT15M", "PT30M", "PT1H", "PT6H", "PT12H", "P1D", "FULL");
    private static final long MOST_BUCKETS = 1440;

    static MetricQuery read(Map<String, String> query, Instant now) {
        Instant[] span = span(query.get("timespan"), now);
        Duration interval = interval(query.get("interval"), span);
        if (Duration.between(span[0], span[1]).dividedBy(interval) > MOST_BUCKETS) {
            throw invalid("timespan has more than " + MOST_BUCKETS + " intervals: take a longer one.");
        }
        List<MetricCatalogue.Metric> metrics = metrics(query.get("metricnames"));
        return new MetricQuery(
                metrics,
                span[0],
                span[1],
                interval,
                aggregations(query.get("aggregation")),
                filter(query.get("$filter"), metrics));
    }

    /** Returns the aggregations that are shown of a metric. */
    Set<String> aggregationsOf(MetricCatalogue.Metric metric) {
        return aggregations.isEmpty() ? Set.of(AsciiCase.lower(metric.kind().primaryAggregation())) : aggregations;
    }

    private static List<MetricCatalogue.Metric> metrics(String names) {
        if (isBlank(names)) {
            return List.of(MetricCatalogue.ALL.get(0));
        }
        List<MetricCatalogue.Metric> found = new ArrayList<>();
        for (String name : names.split(",")) {
            MetricCatalogue.Metric metric = MetricCatalogue.find(name.strip());
            if (metric == null) {
                throw invalid("Failed to find metric configuration for metric: "
                        + name.strip()
                        + ". Valid metrics: "
                        + String.join(
                                ",",
                                MetricCatalogue.ALL.stream()
                                        .map(MetricCatalogue.Metric::name)
                                        .toList()));
            }
            found.add(metric);
        }
        return found;
    }

    private static Set<String> aggregations(String text) {
        if (isBlank(text)) {
            return Set.of();
        }
        Set<String> wanted = new HashSet<>();
        for (String name : text.split(",")) {
            String known = AsciiCase.lower(name.strip());
            if (!AGGREGATIONS.contains(known)) {
                throw invalid("aggregation '" + name.strip() + "' is none of " + AGGREGATIONS);
            }
            wanted.add(known);
        }
        return wanted;
    }

    /** By dimensions that every metric asked for has. */
    private static Map<String, String> filter(String text, List<MetricCatalogue.Metric> metrics) {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (Comparison term : comparisons(text)) {
            if (term.operator() != Operator.EQ || !term.value().isQuoted()) {
                throw invalid("$filter is not understood at '" + term + "'.");
            }
            String dimension = metrics.get(0).dimensions().stream()
                    .filter(AsciiCase.equalTo(term.path()))
                    .filter(known -> metrics.stream()
                            .allMatch(metric -> metric.dimensions().contains(known)))
                    .findFirst()
                    .orElseThrow(() -> invalid("There is no dimension '" + term.path() + "'."));
            wanted.put(dimension, term.value().text());
        }
        return wanted;
    }

    private static List<Comparison> comparisons(String filter) {
        try {
            return FilterParser.parseComparisons(filter);
        } catch (FilterException malformed) {
            throw invalid("$filter is not understood at '" + malformed.term() + "'.");
        }
    }

    private static Duration interval(String text, Instant[] span) {
        String wanted = isBlank(text) ? "PT1M" : AsciiCase.upper(text);
        if (!INTERVALS.contains(wanted)) {
            throw invalid("interval '" + text + "' is none of " + INTERVALS);
        }
        return wanted.equals("FULL") ? Duration.between(span[0], span[1]) : Duration.parse(wanted);
    }

    private static Instant[] span(String text, Instant now) {
        if (isBlank(text)) {
            return new Instant[] {now.minus(Duration.ofHours(1)), now};
        }
        // Azure CLI encodes it twice
        String plain = text.contains("%") ? UriEncoding.decodeFormValue(text) : text;
        String[] ends = plain.split("/", -1);
        try {
            if (ends.length == 1) {
                return new Instant[] {now.minus(Duration.parse(ends[0])), now};
            }
            Instant[] span = {time(ends[0]), time(ends[1])};
            if (ends.length == 2 && span[0].isBefore(span[1])) {
                return span;
            }
        } catch (DateTimeException | IllegalArgumentException malformed) {
            throw invalid("timespan '" + plain + "' is no interval: start/end or a duration.");
        }
        throw invalid("timespan '" + plain + "' is no interval: its start lies before its end.");
    }

    private static Instant time(String text) {
        return text.matches(".*(Z|[+-]\\d{2}:\\d{2})$")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    private static AzureException invalid(String why) {
        return badRequest("BadRequest", why);
    }
}
