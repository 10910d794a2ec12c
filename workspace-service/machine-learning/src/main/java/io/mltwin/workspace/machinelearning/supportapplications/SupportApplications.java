package io.mltwin.workspace.machinelearning.supportapplications;

import io.mltwin.encoding.AsciiCase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** Knows the support applications: one for each subscription and region. */
@ApplicationScoped
public class SupportApplications {

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
}
