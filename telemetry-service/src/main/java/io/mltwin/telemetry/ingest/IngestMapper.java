package io.mltwin.telemetry.ingest;

import static io.mltwin.armweb.Json.isGiven;
import static io.mltwin.encoding.Absence.orEmpty;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.telemetry.ingest.IngestBody.Item;
import io.mltwin.telemetry.ingest.IngestBody.MessageData;
import io.mltwin.telemetry.ingest.IngestBody.RequestData;
import io.mltwin.telemetry.tables.RequestItem;
import io.mltwin.telemetry.tables.TelemetryItem.Context;
import io.mltwin.telemetry.tables.TraceItem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ingested items as rows of the tables. */
final class IngestMapper {

    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d+)\\.)?(\\d{1,2}):(\\d{1,2}):(\\d{1,2}(?:\\.\\d{1,9})?)");
    private static final List<String> LEVELS = List.of("verbose", "information", "warning", "error", "critical");

    private IngestMapper() {}

    static RequestItem request(RequestData data, Item item) {
        return new RequestItem(
                data.id(),
                data.source(),
                data.name(),
                data.url(),
                data.success() == null || data.success(),
                data.responseCode(),
                millis(data.duration()),
                data.measurements(),
                context(data.properties(), item));
    }

    static TraceItem trace(MessageData data, Item item) {
        return new TraceItem(data.message(), level(data.severityLevel()), context(data.properties(), item));
    }

    private static Context context(Map<String, String> properties, Item item) {
        Map<String, String> tags = orEmpty(item.tags());
        return new Context(
                properties,
                tags.get("ai.operation.id"),
                tags.get("ai.operation.parentId"),
                tags.get("ai.cloud.role"),
                tags.get("ai.internal.sdkVersion"),
                count(item.sampleRate()));
    }

    /** Returns how many a sampled item stands for, by the percentage of those that are sent. */
    private static Integer count(Double sampleRate) {
        return sampleRate == null || !(sampleRate > 0 && sampleRate <= 100) ? null : (int) (100 / sampleRate + 0.5);
    }

    /** Milliseconds of {@code d.hh:mm:ss.fffffff}; zero when it is absent or none. */
    static double millis(String duration) {
        Matcher matcher = DURATION.matcher(orEmpty(duration));
        if (!matcher.matches()) {
            return 0;
        }
        long days = matcher.group(1) == null ? 0 : Long.parseLong(matcher.group(1));
        double minutes = (days * 24 + Long.parseLong(matcher.group(2))) * 60 + Long.parseLong(matcher.group(3));
        return (minutes * 60 + Double.parseDouble(matcher.group(4))) * 1000;
    }

    /** When it happened; null when the item says nothing that is a time. */
    static Instant time(Item item) {
        try {
            OffsetDateTime time = item.time() == null ? null : OffsetDateTime.parse(item.time());
            // a year that no table keeps is no time
            return time == null || Math.abs(time.getYear()) > 9999 ? null : time.toInstant();
        } catch (DateTimeException malformed) {
            return null;
        }
    }

    private static Integer level(JsonNode level) {
        if (!isGiven(level)) {
            return null;
        }
        if (level.isInt()) {
            return level.intValue();
        }
        int known = LEVELS.indexOf(AsciiCase.lower(level.asText()));
        return known < 0 ? null : known;
    }
}
