package io.mltwin.resourceprovider;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Claims on resources: while a request calls other services for a resource, and until the row of it
 * has changed, no other request does. Another one in the same process waits, and holds neither a
 * connection nor a transaction meanwhile; one in another replica is refused.
 */
@Singleton
public class ResourceClaims {

    /** Rows that say which resources requests change, in the database that all replicas share. */
    interface ClaimRows {

        /** Makes a claim; false when there is one already that has not ended. */
        boolean claim(String key, String token);

        /** Makes a claim last longer; false when it is lost or has been confirmed. */
        boolean renew(String key, String token);

        /** Ends a claim with the transaction that is open; false when it is lost. */
        boolean confirm(String key, String token);

        /** Ends a claim at once. */
        void release(String key, String token);
    }

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, Turns> turns = new ConcurrentHashMap<>();
    private final ClaimRows rows;
    private final Duration patience;

    @Inject
    ResourceClaims(ClaimRows rows) {
        this(rows, PATIENCE);
    }

    ResourceClaims(ClaimRows rows, Duration patience) {
        this.rows = rows;
        this.patience = patience;
    }

    /** The requests of this process that want to change one resource, one after the other. */
    private static final class Turns {
        private final ReentrantLock lock = new ReentrantLock(true);
        private int requests;
    }

    /**
     * Changes a resource that is not declared as a {@link ResourceChange}: prepares it under a
     * claim, then changes its row in one transaction.
     *
     * @throws AzureException 409 while another request changes the resource
     */
    public <P, T> T change(ArmResourceId resource, Function<ResourceClaim, P> preparation, Function<P, T> change) {
        return whileClaimed(resource, claim -> {
            P prepared = preparation.apply(claim);
            return RowTransactions.inOne(() -> {
                claim.confirm();
                return change.apply(prepared);
            });
        });
    }

    /**
     * Does work that confirms the claim in its transaction; should it fail, what was prepared is
     * taken back.
     */
    <T> T whileClaimed(ArmResourceId resource, Function<ResourceClaim, T> work) {
        Turns own = turns.compute(resource.key(), (key, there) -> joined(there));
        try {
            if (!begins(own)) {
                throw ResourceClaim.conflict(resource);
            }
            try {
                return work(new ResourceClaim(resource, rows), work);
            } finally {
                own.lock.unlock();
            }
        } finally {
            turns.compute(resource.key(), (key, there) -> left(there));
        }
    }

    private static Turns joined(Turns there) {
        Turns own = there == null ? new Turns() : there;
        own.requests++;
        return own;
    }

    private static Turns left(Turns own) {
        own.requests--;
        return own.requests == 0 ? null : own;
    }

    private boolean begins(Turns own) {
        try {
            return own.lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static <T> T work(ResourceClaim claim, Function<ResourceClaim, T> work) {
        claim.begin();
        try {
            return work.apply(claim);
        } catch (RuntimeException | Error refused) {
            try {
                claim.takeBack();
            } catch (RuntimeException failed) {
                refused.addSuppressed(failed);
            }
            throw refused;
        }
    }
}
