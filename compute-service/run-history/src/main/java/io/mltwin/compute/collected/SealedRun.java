package io.mltwin.compute.collected;

import java.time.Instant;

/**
 * The collected data of a run, as it is stored with it: ciphertext.
 *
 * @param eventId to which the ciphertext is bound
 */
public record SealedRun(String eventId, Instant time, byte[] content) {

    @Override
    public String toString() {
        return "collected run " + eventId;
    }
}
