package io.mltwin.resourceprovider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A second request for a resource waits for the first, and not for ever. */
@Timeout(30)
class ResourceClaimsTest {

    private static final ArmResourceId VAULT = vault("v1");

    private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    private final NotedClaimRows rows = new NotedClaimRows(notes);
    private final ResourceClaims claims = new ResourceClaims(rows);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    private static ArmResourceId vault(String name) {
        return ArmResourceId.subscription("s1").resourceGroup("g1").provider("Microsoft.KeyVault", "vaults", name);
    }

    private static <T> FutureTask<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        new Thread(task).start();
        return task;
    }

    private String change(ResourceClaims with, String name) {
        return with.whileClaimed(VAULT, claim -> {
            notes.add(name);
            claim.confirm();
            return name;
        });
    }

    /** A request that has begun and goes on when it may. */
    private FutureTask<String> startTheFirst(ResourceClaims with) throws InterruptedException {
        FutureTask<String> first = start(() -> with.whileClaimed(VAULT, claim -> {
            begun.countDown();
            await(mayEnd);
            notes.add("first");
            claim.confirm();
            return "first";
        }));
        await(begun);
        return first;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertConflict(Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(409));
    }

    @Test
    void aSecondRequestWaitsForTheFirst() throws Exception {
        // Given
        FutureTask<String> first = startTheFirst(claims);
        FutureTask<String> second = start(() -> change(claims, "second"));

        // When
        mayEnd.countDown();

        // Then
        assertThat(first.get()).isEqualTo("first");
        assertThat(second.get()).isEqualTo("second");
        assertThat(notes).containsExactly("claim", "first", "confirm", "claim", "second", "confirm");
    }

    @Test
    void aRequestThatWaitsTooLongIsRefused() throws Exception {
        // Given
        ResourceClaims impatient = new ResourceClaims(rows, Duration.ofMillis(50));
        FutureTask<String> first = startTheFirst(impatient);

        // When
        assertConflict(() -> change(impatient, "second"));

        // Then
        mayEnd.countDown();
        assertThat(first.get()).isEqualTo("first");
        assertThat(change(impatient, "third")).isEqualTo("third");
    }

    @Test
    void anotherResourceDoesNotWait() throws Exception {
        // Given
        FutureTask<String> first = startTheFirst(claims);

        // When
        String other = claims.whileClaimed(vault("v2"), claim -> {
            claim.confirm();
            return "other";
        });

        // Then
        assertThat(other).isEqualTo("other");
        assertThat(first.isDone()).isFalse();
        mayEnd.countDown();
        assertThat(first.get()).isEqualTo("first");
    }

    @Test
    void aRequestOfAnotherReplicaIsRefusedAtOnce() throws Exception {
        // Given
        FutureTask<String> first = startTheFirst(claims);
        ResourceClaims ofAnotherReplica = new ResourceClaims(rows);

        // When
        assertConflict(() -> change(ofAnotherReplica, "second"));

        // Then
        mayEnd.countDown();
        assertThat(first.get()).isEqualTo("first");
    }

    @Test
    void aFailedRequestTakesBackWhatItPreparedAndReleasesItsClaim() {
        // Given
        AzureException refusal = new AzureException(403, "No", "no");
        Function<ResourceClaim, String> refused = claim -> {
            claim.undoBy(() -> notes.add("undo"));
            throw refusal;
        };

        // When
        assertThatThrownBy(() -> claims.whileClaimed(VAULT, refused)).isSameAs(refusal);

        // Then
        assertThat(notes).containsExactly("claim", "renew", "undo", "release");
        assertThat(change(claims, "second")).isEqualTo("second");
    }

    @Test
    void committedClaimIsNotTakenBack() {
        // Given
        Function<ResourceClaim, String> failsAfterTheCommit = claim -> {
            claim.undoBy(() -> notes.add("undo"));
            claim.confirm();
            throw new IllegalStateException("reading again failed");
        };

        // When
        assertThatThrownBy(() -> claims.whileClaimed(VAULT, failsAfterTheCommit))
                .isInstanceOf(IllegalStateException.class);

        // Then
        assertThat(notes).containsExactly("claim", "confirm", "renew");
    }
}
