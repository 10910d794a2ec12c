package io.mltwin.telemetry.kafka;

import io.mltwin.platform.reset.ResetGate;
import io.mltwin.telemetry.kafka.TopicListener.Rejected;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Brings polled records into the database. What was published before a reset is dropped. What can
 * never be stored goes to the dead letters; when the database is away the exception passes on, and
 * the same records come again.
 */
record EventBatch<T>(TopicListener<T> listener, DeadLetters deadLetters, ResetGate gate) {

    /** Keeps records that cannot be stored; returns when they are kept. */
    interface DeadLetters {
        void add(ConsumerRecord<byte[], byte[]> record, String reason);
    }

    private record Read<T>(ConsumerRecord<byte[], byte[]> record, T event) {}

    /** Stores all; returns normally only when the offsets may be committed. */
    void store(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Read<T>> readable = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                T event = listener.read(record.value());
                if (listener.epoch(event) == gate.epoch()) {
                    readable.add(new Read<>(record, event));
                }
            } catch (UnreadableRecordException unreadable) {
                deadLetters.add(record, unreadable.getMessage());
            }
        }
        if (readable.isEmpty()) {
            return;
        }
        try {
            storeAll(readable);
        } catch (RuntimeException failed) {
            if (!isCausedByData(failed)) {
                throw failed;
            }
            readable.forEach(this::storeAlone);
        }
    }

    private void storeAlone(Read<T> one) {
        try {
            storeAll(List.of(one));
        } catch (RuntimeException failed) {
            if (!isCausedByData(failed)) {
                throw failed;
            }
            deadLetters.add(one.record(), "the database refuses its data");
        }
    }

    private void storeAll(List<Read<T>> list) {
        for (Rejected rejected : listener.store(list.stream().map(Read::event).toList())) {
            deadLetters.add(list.get(rejected.index()).record(), rejected.reason());
        }
    }

    /**
     * SQL states 22 (data) and 23 (constraints) are the record's fault; all others mean trying
     * again.
     */
    static boolean isCausedByData(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23");
            }
        }
        return false;
    }
}
