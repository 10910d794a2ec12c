package io.mltwin.workspace.storage.wire;

import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Entity tags in Azure's form, {@code "0x8DD…"}: ticks of 100 ns since the year 1, never the same
 * twice.
 */
@Singleton
public class EntityTags {

    private static final long SECONDS_BEFORE_EPOCH = 62_135_596_800L;
    private static final long TICKS_PER_SECOND = 10_000_000L;

    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    public EntityTags(Clock clock) {
        this.clock = clock;
    }

    public String next() {
        Instant now = clock.instant();
        long ticks = (now.getEpochSecond() + SECONDS_BEFORE_EPOCH) * TICKS_PER_SECOND + now.getNano() / 100;
        return "\"0x"
                + AsciiCase.upper(Long.toHexString(last.updateAndGet(before -> Math.max(before + 1, ticks))))
                + "\"";
    }
}
