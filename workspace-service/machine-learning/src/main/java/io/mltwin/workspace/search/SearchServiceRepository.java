package io.mltwin.workspace.search;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Search services. */
@Singleton
class SearchServiceRepository implements PanacheRepositoryBase<SearchServiceEntity, String> {

    List<SearchServiceEntity> in(ArmResourceId scope) {
        String subscription = AsciiCase.lower(scope.subscriptionId());
        return scope.resourceGroup() == null
                ? list("subscriptionId = ?1 order by key", subscription)
                : list(
                        "subscriptionId = ?1 and resourceGroup = ?2 order by key",
                        subscription,
                        AsciiCase.lower(scope.resourceGroup()));
    }

    boolean isTaken(String name, String byOtherThan) {
        return count("name = ?1 and key <> ?2", name, byOtherThan) > 0;
    }
}
