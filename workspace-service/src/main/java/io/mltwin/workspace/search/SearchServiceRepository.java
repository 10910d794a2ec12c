package io.mltwin.workspace.search;

import io.mltwin.armweb.ArmResourceId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** Search services. */
@Singleton
class SearchServiceRepository implements PanacheRepositoryBase<SearchServiceEntity, String> {

    List<SearchServiceEntity> in(ArmResourceId scope) {
        String subscription = scope.subscriptionId().toLowerCase(Locale.ROOT);
        return scope.resourceGroup() == null
                ? list("subscriptionId = ?1 order by key", subscription)
                : list(
                        "subscriptionId = ?1 and resourceGroup = ?2 order by key",
                        subscription,
                        scope.resourceGroup().toLowerCase(Locale.ROOT));
    }

    boolean isTaken(String name, String byOtherThan) {
        return count("name = ?1 and key <> ?2", name, byOtherThan) > 0;
    }
}
