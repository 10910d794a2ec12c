package io.mltwin.workspace.storage.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "Lease Blob": outcomes of lease operations by lease state. */
class LeaseTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String A = "11111111-1111-1111-1111-111111111111";
    private static final String B = "22222222-2222-2222-2222-222222222222";

    private static Lease in(String state) {
        return switch (state) {
            case "available" -> null;
            case "leased" -> Lease.acquire(null, A, 30, NOW);
            case "expired" -> Lease.acquire(null, A, 15, NOW.minusSeconds(15));
            case "breaking" -> Lease.breakIt(Lease.acquire(null, A, 30, NOW), 10, NOW);
            case "broken" -> Lease.breakIt(Lease.acquire(null, A, -1, NOW), 0, NOW);
            default -> throw new IllegalArgumentException(state);
        };
    }

    private static String outcome(ThrowingCallable step) {
        try {
            step.call();
            return "ok";
        } catch (AzureException refused) {
            return refused.code();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "available, ok, ok, LeaseIdMismatchWithLeaseOperation, LeaseNotPresentWithLeaseOperation, LeaseIdMismatchWithLeaseOperation, LeaseNotPresentWithLeaseOperation",
        "leased, ok, LeaseAlreadyPresent, ok, ok, ok, ok",
        "expired, ok, ok, ok, LeaseNotPresentWithLeaseOperation, ok, ok",
        "breaking, LeaseIsBreakingAndCannotBeAcquired, LeaseAlreadyPresent, LeaseIsBrokenAndCannotBeRenewed, LeaseIsBreakingAndCannotBeChanged, ok, ok",
        "broken, ok, ok, LeaseIsBrokenAndCannotBeRenewed, LeaseNotPresentWithLeaseOperation, ok, ok"
    })
    void operations(
            String state,
            String acquireSame,
            String acquireOther,
            String renew,
            String change,
            String release,
            String breakIt) {
        assertThat(Lease.state(in(state), NOW).wire()).isEqualTo(state);
        assertThat(outcome(() -> Lease.acquire(in(state), A, 15, NOW))).isEqualTo(acquireSame);
        assertThat(outcome(() -> Lease.acquire(in(state), B, 15, NOW))).isEqualTo(acquireOther);
        assertThat(outcome(() -> Lease.renew(in(state), A, NOW))).isEqualTo(renew);
        assertThat(outcome(() -> Lease.change(in(state), A, B, NOW))).isEqualTo(change);
        assertThat(outcome(() -> Lease.checkRelease(in(state), A))).isEqualTo(release);
        assertThat(outcome(() -> Lease.breakIt(in(state), null, NOW))).isEqualTo(breakIt);
        if (!state.equals("available")) {
            assertThat(outcome(() -> Lease.renew(in(state), B, NOW))).isEqualTo("LeaseIdMismatchWithLeaseOperation");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "available, ok, LeaseNotPresentWithBlobOperation",
        "leased, LeaseIdMissing, ok",
        "expired, ok, LeaseLost",
        "breaking, LeaseIdMissing, ok",
        "broken, ok, LeaseLost"
    })
    void writes(String state, String without, String with) {
        assertThat(outcome(() -> Lease.checkWrite(in(state), null, false, NOW))).isEqualTo(without);
        assertThat(outcome(() -> Lease.checkWrite(in(state), A, false, NOW))).isEqualTo(with);
        assertThat(outcome(() -> Lease.checkGiven(in(state), null, false, NOW))).isEqualTo("ok");
    }

    @Test
    void anotherLeaseIsNoLease() {
        assertThat(outcome(() -> Lease.checkWrite(in("leased"), B, false, NOW)))
                .isEqualTo("LeaseIdMismatchWithBlobOperation");
        assertThat(outcome(() -> Lease.checkWrite(in("leased"), B, true, NOW)))
                .isEqualTo("LeaseIdMismatchWithContainerOperation");
    }

    @Test
    void aBreakTakesEffectWhenItSays() {
        assertThat(in("breaking").secondsToBreak(NOW)).isEqualTo(10);
        assertThat(Lease.breakIt(in("leased"), null, NOW).secondsToBreak(NOW)).isEqualTo(30);
        assertThat(Lease.breakIt(in("leased"), 60, NOW).secondsToBreak(NOW)).isEqualTo(30);
        assertThat(Lease.breakIt(in("breaking"), 5, NOW).secondsToBreak(NOW)).isEqualTo(5);
        assertThat(Lease.state(in("breaking"), NOW.plusSeconds(10))).isEqualTo(Lease.State.BROKEN);
    }

    @Test
    void durations() {
        for (int seconds : new int[] {-2, 0, 14, 61}) {
            assertThatThrownBy(() -> Lease.acquire(null, A, seconds, NOW)).isInstanceOf(AzureException.class);
        }
        assertThat(Lease.duration(in("leased"), NOW)).isEqualTo("fixed");
        assertThat(Lease.duration(Lease.acquire(null, A, -1, NOW), NOW)).isEqualTo("infinite");
        assertThat(Lease.duration(in("expired"), NOW)).isNull();
    }
}
