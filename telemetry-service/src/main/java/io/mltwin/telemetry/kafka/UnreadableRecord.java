package io.mltwin.telemetry.kafka;

/** A record that is no event of its topic. */
public final class UnreadableRecord extends Exception {

    public UnreadableRecord(String reason) {
        super(reason);
    }
}
