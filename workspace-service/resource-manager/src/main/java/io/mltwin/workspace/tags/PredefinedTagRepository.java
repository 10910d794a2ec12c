package io.mltwin.workspace.tags;

import io.mltwin.armweb.TextCase;
import io.mltwin.resourceprovider.AdvisoryLock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Predefined tags by subscription. */
@Singleton
class PredefinedTagRepository implements PanacheRepositoryBase<PredefinedTagEntity, String> {

    List<PredefinedTagEntity> of(String subscriptionId) {
        return list("subscriptionId = ?1 order by key", key(subscriptionId));
    }

    /** Holds the tags of a subscription until the end of the transaction. */
    void lock(String subscriptionId) {
        AdvisoryLock.hold(getEntityManager(), "tags " + key(subscriptionId));
    }

    static String key(String text) {
        return TextCase.lower(text);
    }
}
