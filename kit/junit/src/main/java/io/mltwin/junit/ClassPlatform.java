package io.mltwin.junit;

import io.mltwin.client.Mltwin;
import io.mltwin.client.MltwinException;
import io.mltwin.client.Turn;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The platform of a test class, found or started when it is first asked for. */
final class ClassPlatform {
    private final MltwinTest wanted;
    private final Optional<String> time;
    private final Optional<String> snapshot;
    private Mltwin platform;
    private Turn turn;
    private Duration ahead = Duration.ZERO;

    /**
     * @param time of {@link AtTime}
     * @param snapshot of {@link AtSnapshot}
     */
    ClassPlatform(MltwinTest wanted, Optional<String> time, Optional<String> snapshot) {
        this.wanted = wanted;
        this.time = time;
        this.snapshot = snapshot;
    }

    MltwinTest wanted() {
        return wanted;
    }

    synchronized Mltwin get() {
        if (turn == null) {
            ahead = time.map(value -> ahead(value, Instant.now())).orElse(Duration.ZERO);
            if (platform == null) {
                platform = find();
            }
            turn = begin();
        }
        return platform;
    }

    /** A class whose begin fails gives its turn back. */
    private Turn begin() {
        boolean anew = wanted.ids() != 0 && wanted.platform() != PlatformChoice.OWN && snapshot.isEmpty();
        Turn taken = anew || time.isPresent() || snapshot.isPresent() ? platform.alone() : platform.join();
        try {
            if (anew) {
                platform.reset();
            }
            snapshot.ifPresent(platform::loadSnapshot);
            if (time.isPresent()) {
                platform.setClock(ahead);
            }
            return taken;
        } catch (RuntimeException e) {
            taken.close();
            throw e;
        }
    }

    /** Returns what the platform's clock shows at a moment of the wall clock. */
    synchronized Instant onItsClock(Instant moment) {
        return moment.plus(ahead);
    }

    private Mltwin find() {
        Mltwin found = switch (wanted.platform()) {
            case SHARED -> Mltwin.shared();
            case OWN -> Mltwin.own();
            case REMOTE -> Mltwin.remote();
        };
        if (wanted.trust() == Trust.JVM) {
            found.trustInJvm();
        }
        return found;
    }

    static Duration ahead(String time, Instant now) {
        try {
            Duration ahead = time.startsWith("P") ? Duration.parse(time) : Duration.between(now, Instant.parse(time));
            if (!ahead.isNegative()) {
                return ahead;
            }
        } catch (DateTimeException e) {
            throw new MltwinException("@AtTime(\"" + time + "\") is no duration such as P30D and no moment.", e);
        }
        throw new MltwinException("@AtTime(\"" + time + "\") is in the past: the clock moves forward alone.");
    }

    synchronized void end() {
        try {
            if (turn != null) {
                turn.close();
            }
        } finally {
            if (platform != null) {
                platform.close();
            }
        }
    }
}
