package io.mltwin.telemetry.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Json;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.telemetry.components.Component;
import io.mltwin.telemetry.components.ComponentService;
import io.mltwin.telemetry.ingest.IngestBody.Answer;
import io.mltwin.telemetry.ingest.IngestBody.Item;
import io.mltwin.telemetry.ingest.IngestBody.ItemError;
import io.mltwin.telemetry.ingest.IngestBody.MessageData;
import io.mltwin.telemetry.ingest.IngestBody.RequestData;
import io.mltwin.telemetry.tables.InsightsTables;
import io.mltwin.telemetry.tables.TelemetryItem;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Stores the telemetry that applications send by instrumentation key: requests and traces, each
 * item judged by itself.
 */
@Singleton
record IngestService(ComponentService components, InsightsTables tables, IngestReader reader, Clock clock) {

    /**
     * Stores a batch in one transaction. The batch is read twice, so that components and their keys
     * are looked up before the transaction and only one item at a time is in memory.
     */
    Answer track(byte[] body, String encoding) {
        Set<UUID> keys = new HashSet<>();
        reader.items(new ByteArrayInputStream(body), encoding, item -> {
            UUID key = instrumentationKey(item.path("iKey").asText());
            if (key != null) {
                keys.add(key);
            }
        });
        Map<UUID, Component> found = components.findByInstrumentationKeys(keys);
        return RowTransactions.inOne(() -> store(body, encoding, found));
    }

    private Answer store(byte[] body, String encoding, Map<UUID, Component> found) {
        List<ItemError> errors = new ArrayList<>();
        int[] items = {0};
        reader.items(
                new ByteArrayInputStream(body),
                encoding,
                item -> track(items[0]++, item, found).ifPresent(errors::add));
        return new Answer(items[0], items[0] - errors.size(), errors);
    }

    private Optional<ItemError> track(int index, JsonNode tree, Map<UUID, Component> found) {
        if (tree.isMissingNode()) {
            return error(index, 400, "Telemetry item length must not exceed " + IngestReader.LARGEST_ITEM);
        }
        Item item;
        try {
            item = Json.read(tree, Item.class, IllegalArgumentException::new);
            if (item == null
                    || item.data() == null
                    || item.data().baseType() == null
                    || item.data().baseData() == null
                    || !item.data().baseData().isObject()) {
                return error(index, 400, "Field 'data' of the item is missing or incomplete");
            }
            Component component = found.get(instrumentationKey(item.iKey()));
            return component == null ? error(index, 400, "Invalid instrumentation key") : keep(index, component, item);
        } catch (IllegalArgumentException malformed) {
            return error(index, 400, "The item has not the form of a telemetry item");
        }
    }

    private Optional<ItemError> keep(int index, Component component, Item item) {
        String type = item.data().baseType();
        JsonNode data = item.data().baseData();
        TelemetryItem kept = switch (type) {
            case "RequestData" -> IngestMapper.request(read(data, RequestData.class), item);
            case "MessageData" -> IngestMapper.trace(read(data, MessageData.class), item);
            default -> null;
        };
        if (kept == null) {
            return error(
                    index,
                    501,
                    "Telemetry of type " + type + " is not kept by mltwin: only RequestData and MessageData are");
        }
        Instant given = IngestMapper.time(item);
        tables.add(component, UUID.randomUUID().toString(), given == null ? clock.instant() : given, kept);
        return Optional.empty();
    }

    private static <T> T read(JsonNode data, Class<T> type) {
        return Json.read(data, type, IllegalArgumentException::new);
    }

    /** Returns null for none. */
    private static UUID instrumentationKey(String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException noGuid) {
            return null;
        }
    }

    private static Optional<ItemError> error(int index, int status, String message) {
        return Optional.of(new ItemError(index, status, message));
    }
}
