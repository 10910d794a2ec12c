package io.mltwin.workspace.machinelearning;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureFault;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Claims on resources: while a request calls other services for a resource, before the transaction
 * that changes its row, no other request does. A claim that a crash left ends after half a minute.
 */
@ApplicationScoped
public class ResourceClaims {

    private static final String CLAIM =
            "insert into resource_claim (key, token, held_until)"
                    + " values (?1, ?2, now() + interval '30 seconds')"
                    + " on conflict (key) do update"
                    + " set token = excluded.token, held_until = excluded.held_until"
                    + " where resource_claim.held_until < now()";
    private static final String RELEASE =
            "delete from resource_claim where key = ?1 and token = ?2";

    private final EntityManager rows;
    private final TransactionSynchronizationRegistry transaction;

    ResourceClaims(EntityManager rows, TransactionSynchronizationRegistry transaction) {
        this.rows = rows;
        this.transaction = transaction;
    }

    /** A claim; its token tells it from a later one on the same resource. */
    public static final class Claim {
        private final ArmResourceId resource;
        private final String token = UUID.randomUUID().toString();
        private Runnable undo = () -> {};

        private Claim(ArmResourceId resource) {
            this.resource = resource;
        }

        public ArmResourceId resource() {
            return resource;
        }

        /** Says how what was prepared is taken back, should the request fail. */
        public void undoBy(Runnable undo) {
            this.undo = undo;
        }
    }

    /**
     * Prepares a change under a claim, which ends when the preparation throws.
     *
     * @throws AzureFault 409 while another request prepares a change of the resource
     */
    public <T> T prepare(ArmResourceId resource, Function<Claim, T> preparation) {
        Claim claim = new Claim(resource);
        if (!inTransaction(() -> execute(CLAIM, claim))) {
            throw conflict(resource);
        }
        try {
            return preparation.apply(claim);
        } catch (RuntimeException refused) {
            try {
                takeBack(claim);
            } catch (RuntimeException failed) {
                refused.addSuppressed(failed);
            }
            throw refused;
        }
    }

    /**
     * Ends a claim with the transaction that changes the row, the first thing that it does; should
     * the transaction fail, what was prepared is taken back.
     *
     * @throws AzureFault 409 when the claim was lost: it took too long
     */
    public void confirm(Claim claim) {
        if (!execute(RELEASE, claim)) {
            throw conflict(claim.resource());
        }
        transaction.registerInterposedSynchronization(
                new Synchronization() {
                    @Override
                    public void beforeCompletion() {}

                    @Override
                    public void afterCompletion(int status) {
                        if (status != Status.STATUS_COMMITTED) {
                            takeBack(claim);
                        }
                    }
                });
    }

    private void takeBack(Claim claim) {
        try {
            claim.undo.run();
        } finally {
            release(claim);
        }
    }

    private void release(Claim claim) {
        inTransaction(() -> execute(RELEASE, claim));
    }

    private static boolean inTransaction(Supplier<Boolean> work) {
        return QuarkusTransaction.requiringNew().call(work::get);
    }

    private boolean execute(String statement, Claim claim) {
        return rows.createNativeQuery(statement)
                        .setParameter(1, claim.resource.key())
                        .setParameter(2, claim.token)
                        .executeUpdate()
                > 0;
    }

    private static AzureFault conflict(ArmResourceId resource) {
        return new AzureFault(
                409,
                "Conflict",
                "Another request changes '"
                        + resource.name()
                        + "': send this one again when it has ended.");
    }
}
