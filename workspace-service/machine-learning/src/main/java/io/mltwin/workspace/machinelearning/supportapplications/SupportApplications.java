package io.mltwin.workspace.machinelearning.supportapplications;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.AdvisoryLock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** Knows the support applications: one for each subscription and region. */
@ApplicationScoped
public class SupportApplications {

    /**
     * The application that helps Azure ML manage a subscription's compute in one region.
     *
     * @param objectId its service principal's, null until that is there
     */
    public record SupportApplication(String applicationId, String objectId) {

        public boolean isReady() {
            return objectId != null;
        }
    }

    private final SupportApplicationRepository rows;

    SupportApplications(SupportApplicationRepository rows) {
        this.rows = rows;
    }

    /** The one of this subscription and region, named now if there is none yet. */
    @Transactional
    public SupportApplication reserve(String subscriptionId, String region) {
        SupportApplicationEntity.Key key = key(subscriptionId, region);
        rows.lock(key);
        SupportApplicationEntity row = rows.findById(key);
        if (row == null) {
            row = new SupportApplicationEntity();
            row.key = key;
            row.applicationId = UUID.randomUUID().toString();
            rows.persist(row);
        }
        return new SupportApplication(row.applicationId, row.objectId);
    }

    /** It stands, with its role. */
    @Transactional
    public void ready(String subscriptionId, String region, String objectId) {
        rows.findById(key(subscriptionId, region)).objectId = objectId;
    }

    /** The one that stands for this subscription and region. */
    @Transactional
    public Optional<SupportApplication> find(String subscriptionId, String region) {
        return rows.findByIdOptional(key(subscriptionId, region))
                .map(row -> new SupportApplication(row.applicationId, row.objectId))
                .filter(SupportApplication::isReady);
    }

    private static SupportApplicationEntity.Key key(String subscriptionId, String region) {
        return new SupportApplicationEntity.Key(AsciiCase.lower(subscriptionId), region);
    }

    /** Support applications. */
    @Singleton
    static class SupportApplicationRepository
            implements PanacheRepositoryBase<SupportApplicationEntity, SupportApplicationEntity.Key> {

        /** Two first workspaces of a region wait for each other. */
        void lock(SupportApplicationEntity.Key key) {
            AdvisoryLock.hold(getEntityManager(), "support application|" + key.subscriptionId() + " " + key.region());
        }
    }
}
