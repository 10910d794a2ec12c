package io.mltwin.workspace.assertions;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** ARM's signing keys, newest first. */
@Singleton
class AssertionKeyRepository implements PanacheRepositoryBase<AssertionKeyEntity, String> {

    List<AssertionKeyEntity> newestFirst() {
        return list("order by createdAt desc");
    }

    Optional<AssertionKeyEntity> newest() {
        return find("order by createdAt desc").firstResultOptional();
    }
}
