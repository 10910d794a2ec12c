package io.mltwin.keyvault.audit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.eventrelay.EventSource;
import io.mltwin.eventrelay.RelayedTopic;
import io.mltwin.eventrelay.RelayedTopic.RelayedEvent;
import io.mltwin.eventrelay.SpoolRecord;
import io.mltwin.events.Topics;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Publishes audit events to Kafka's topic {@code diagnostics}, keyed by vault. */
@Singleton
record AuditRelay(AuditTrail trail, ObjectMapper json) implements RelayedTopic<SpoolRecord> {
    @Override
    public String relayName() {
        return "audit-relay";
    }

    @Override
    public String topic() {
        return Topics.DIAGNOSTICS;
    }

    @Override
    public EventSource<SpoolRecord> source() {
        return trail.spool();
    }

    /** Reads epoch and vault only, which stand near the beginning of an event. */
    @Override
    public RelayedEvent map(SpoolRecord record) throws IOException {
        long epoch = -1;
        String vault = null;
        try (JsonParser event = json.createParser(record.content())) {
            event.nextToken();
            while ((epoch < 0 || vault == null) && event.nextToken() == JsonToken.FIELD_NAME) {
                String name = event.currentName();
                event.nextToken();
                if (name.equals("epoch")) {
                    epoch = event.getLongValue();
                } else if (name.equals("resourceId")) {
                    vault = event.getText();
                } else {
                    event.skipChildren();
                }
            }
        }
        return new RelayedEvent(epoch, AsciiCase.lower(vault), record.content(), null);
    }
}
