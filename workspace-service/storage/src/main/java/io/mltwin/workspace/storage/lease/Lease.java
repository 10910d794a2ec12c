package io.mltwin.workspace.storage.lease;

import static io.mltwin.workspace.storage.lease.LeaseErrors.leaseAlreadyPresent;
import static io.mltwin.workspace.storage.lease.LeaseErrors.leaseBreaking;
import static io.mltwin.workspace.storage.lease.LeaseErrors.leaseBroken;
import static io.mltwin.workspace.storage.lease.LeaseErrors.leaseIdMissing;
import static io.mltwin.workspace.storage.lease.LeaseErrors.leaseLost;
import static io.mltwin.workspace.storage.lease.LeaseErrors.leaseMismatch;
import static io.mltwin.workspace.storage.lease.LeaseErrors.leaseMismatchWithLeaseOperation;
import static io.mltwin.workspace.storage.lease.LeaseErrors.leaseNotPresentWithLeaseOperation;
import static io.mltwin.workspace.storage.lease.LeaseErrors.noLease;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeaderIf;

import io.mltwin.encoding.AsciiCase;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;

/**
 * The lease of a container, blob or file ("Lease Blob", "Lease Container", 2012-02-12 and later),
 * on the platform's clock. No lease at all is null.
 *
 * @param seconds for which it is acquired and renewed; -1 for ever
 * @param until when it expires, null: never
 * @param breaks when a break of it takes effect, null: nobody broke it
 */
@Embeddable
public record Lease(
        @Column(name = "lease_id") String id,
        @Column(name = "lease_seconds") Integer seconds,
        @Column(name = "lease_until") Instant until,
        @Column(name = "lease_breaks") Instant breaks) {

    private static final int FOR_EVER = -1;
    private static final int SHORTEST = 15;
    private static final int LONGEST = 60;

    /** Azure's states of a lease, in lower case on the wire. */
    public enum State {
        AVAILABLE,
        LEASED,
        EXPIRED,
        BREAKING,
        BROKEN;

        public String wire() {
            return AsciiCase.lower(name());
        }

        /** {@code locked} while nobody else may change what is leased. */
        public String status() {
            return isLocked() ? "locked" : "unlocked";
        }

        public boolean isLocked() {
            return this == LEASED || this == BREAKING;
        }
    }

    public static State state(Lease lease, Instant now) {
        if (lease == null || lease.id == null) {
            return State.AVAILABLE;
        }
        if (lease.breaks != null) {
            return now.isBefore(lease.breaks) ? State.BREAKING : State.BROKEN;
        }
        return lease.until != null && !now.isBefore(lease.until) ? State.EXPIRED : State.LEASED;
    }

    /** {@code infinite} or {@code fixed} while it is leased, else null. */
    public static String duration(Lease lease, Instant now) {
        return state(lease, now) == State.LEASED ? lease.seconds == FOR_EVER ? "infinite" : "fixed" : null;
    }

    public static Lease acquire(Lease current, String proposed, int seconds, Instant now) {
        State state = state(current, now);
        boolean same = state.isLocked() && AsciiCase.equal(proposed, current.id);
        if (state == State.BREAKING && same) {
            throw leaseBreaking("acquired");
        }
        if (state.isLocked() && !same) {
            throw leaseAlreadyPresent();
        }
        return of(proposed, checked(seconds), now);
    }

    private static int checked(int seconds) {
        invalidHeaderIf(
                seconds != FOR_EVER && (seconds < SHORTEST || seconds > LONGEST),
                "x-ms-lease-duration",
                "it is -1, or 15 to 60 seconds.");
        return seconds;
    }

    private static Lease of(String id, int seconds, Instant now) {
        return new Lease(id, seconds, seconds == FOR_EVER ? null : now.plusSeconds(seconds), null);
    }

    public static Lease renew(Lease current, String id, Instant now) {
        require(current, id);
        if (current.breaks != null) {
            throw leaseBroken();
        }
        return of(current.id, current.seconds, now);
    }

    public static Lease change(Lease current, String id, String proposed, Instant now) {
        State state = state(current, now);
        if (!state.isLocked()) {
            throw leaseNotPresentWithLeaseOperation();
        }
        if (!AsciiCase.equal(current.id, proposed)) {
            require(current, id);
        }
        if (state == State.BREAKING) {
            throw leaseBreaking("changed");
        }
        return new Lease(proposed, current.seconds, current.until, null);
    }

    /** Nothing is left of a lease that is released. */
    public static void checkRelease(Lease current, String id) {
        require(current, id);
    }

    /**
     * @param period seconds after which others may acquire it, null: what is left of it, or at once
     */
    public static Lease breakIt(Lease current, Integer period, Instant now) {
        State state = state(current, now);
        if (state == State.AVAILABLE) {
            throw leaseNotPresentWithLeaseOperation();
        }
        invalidHeaderIf(
                period != null && (period < 0 || period > LONGEST),
                "x-ms-lease-break-period",
                "it is 0 to 60 seconds.");
        Instant asked = period == null ? null : now.plusSeconds(period);
        Instant latest = switch (state) {
            case LEASED -> current.until == null ? or(asked, now) : current.until;
            case BREAKING -> current.breaks;
            default -> now;
        };
        return new Lease(
                current.id, current.seconds, current.until, asked != null && asked.isBefore(latest) ? asked : latest);
    }

    private static Instant or(Instant given, Instant otherwise) {
        return given == null ? otherwise : given;
    }

    /** Returns the whole seconds until a break takes effect. */
    public long secondsToBreak(Instant now) {
        return breaks == null || !now.isBefore(breaks)
                ? 0
                : (Duration.between(now, breaks).toMillis() + 999) / 1000;
    }

    private static void require(Lease current, String id) {
        if (current == null || current.id == null || !AsciiCase.equal(current.id, id)) {
            throw leaseMismatchWithLeaseOperation();
        }
    }

    /**
     * For a request that changes or deletes what is leased.
     *
     * @param given {@code x-ms-lease-id}, or null
     */
    public static void checkWrite(Lease lease, String given, boolean container, Instant now) {
        if (given == null && state(lease, now).isLocked()) {
            throw leaseIdMissing(container);
        }
        checkGiven(lease, given, container, now);
    }

    /** Passes for a request that names this lease or none. */
    public static void checkGiven(Lease lease, String given, boolean container, Instant now) {
        if (given == null) {
            return;
        }
        State state = state(lease, now);
        boolean same = lease != null && AsciiCase.equal(given, lease.id);
        if (state.isLocked() && !same) {
            throw leaseMismatch(container);
        }
        if (!state.isLocked()) {
            throw same ? leaseLost(container) : noLease(container);
        }
    }
}
