package io.mltwin.scoring.models.requestlog;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes the ids of records: unique, and in the order of time (RFC 9562, version 7), so that the
 * database adds them at the end of an index and not all over it.
 */
@Singleton
public record EventIds(SecureRandom random) {

    private static final int BELOW_MILLIS = 16;
    private static final long VERSION = 0x7000;
    private static final long RANDOM_A = 0x0fff;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_B = 0x3fff_ffff_ffff_ffffL;

    public String make(Instant time) {
        long high = time.toEpochMilli() << BELOW_MILLIS | VERSION | random.nextLong() & RANDOM_A;
        return new UUID(high, VARIANT | random.nextLong() & RANDOM_B).toString();
    }
}
