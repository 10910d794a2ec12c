package io.mltwin.telemetry.kafka;

/** Thrown for a record that is no event of its topic. */
public final class UnreadableRecordException extends Exception {

    public UnreadableRecordException(String reason) {
        super(reason);
    }
}
