package io.mltwin.compute.encryption;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Queries;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Decides whether the scratch disks of a new cluster are encrypted ("Enterprise security and
 * governance", Encryption at rest): in a workspace of high business impact they are, where its
 * cluster is the first that the subscription ever had; else from the moment on in which Azure's
 * support has approved a ticket for the subscription.
 */
@Singleton
public class ScratchDisks {

    private static final String SELECT =
            "select subscription_id, first_cluster, encrypted_since, ticket_approved" + " from scratch_subscription";

    private final EntityManager database;
    private final Clock clock;

    ScratchDisks(EntityManager database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A subscription, for the administrator.
     *
     * @param firstCluster when its first cluster was made; absent when it never had one
     * @param encryptedSince from when on new clusters have encrypted scratch disks; absent when
     *     they have not
     */
    public record SubscriptionBody(
            String subscriptionId, Instant firstCluster, Instant encryptedSince, Instant ticketApproved) {}

    /** Notes a new cluster, in its transaction, and returns what its scratch disks are. */
    @Transactional(Transactional.TxType.MANDATORY)
    public ScratchDisk addCluster(String subscriptionId, boolean highImpact) {
        String id = AsciiCase.lower(subscriptionId);
        Queries.sql(
                        database,
                        "insert into scratch_subscription (subscription_id, first_cluster, encrypted_since)"
                                + " values (?1, ?2, case when ?3 then cast(?2 as timestamptz) end)"
                                + " on conflict (subscription_id) do update"
                                + " set first_cluster = coalesce(scratch_subscription.first_cluster, excluded.first_cluster)",
                        id,
                        clock.instant(),
                        highImpact)
                .executeUpdate();
        if (!highImpact) {
            return ScratchDisk.PLAIN;
        }
        return find(id).encryptedSince() == null ? ScratchDisk.TICKET_REQUIRED : ScratchDisk.ENCRYPTED;
    }

    /** Approves the ticket of a subscription; clusters that are there stay as they are. */
    @Transactional
    SubscriptionBody approveTicket(String subscriptionId) {
        String id = AsciiCase.lower(subscriptionId);
        Queries.sql(
                        database,
                        "insert into scratch_subscription (subscription_id, encrypted_since, ticket_approved)"
                                + " values (?1, ?2, ?2)"
                                + " on conflict (subscription_id) do update"
                                + " set encrypted_since = coalesce(scratch_subscription.encrypted_since, excluded.encrypted_since),"
                                + " ticket_approved = coalesce(scratch_subscription.ticket_approved, excluded.ticket_approved)",
                        id,
                        clock.instant())
                .executeUpdate();
        return find(id);
    }

    private SubscriptionBody find(String subscriptionId) {
        return body(Queries.sql(database, Tuple.class, SELECT + " where subscription_id = ?1", subscriptionId)
                .getSingleResult());
    }

    @Transactional
    List<SubscriptionBody> list() {
        List<?> rows = database.createNativeQuery(SELECT + " order by subscription_id", Tuple.class)
                .getResultList();
        return rows.stream().map(Tuple.class::cast).map(ScratchDisks::body).toList();
    }

    private static SubscriptionBody body(Tuple row) {
        return new SubscriptionBody(
                (String) row.get(0), row.get(1, Instant.class), row.get(2, Instant.class), row.get(3, Instant.class));
    }

    /** Whether the scratch disks of a cluster's nodes are encrypted. */
    public enum ScratchDisk {
        /** Not encrypted, as in every workspace without {@code hbi_workspace}. */
        PLAIN,
        /** The disk is encrypted with keys that the system manages. */
        ENCRYPTED,
        /** Not encrypted, although the workspace asks for it: a support ticket is needed first. */
        TICKET_REQUIRED;

        public boolean isEncrypted() {
            return this == ENCRYPTED;
        }
    }
}
