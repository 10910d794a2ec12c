package io.mltwin.compute.storedresources;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.TrackedRow;
import io.mltwin.resourceprovider.TrackedRows;
import jakarta.inject.Singleton;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;

/** A row of {@code stored_resource}. */
@Entity
@Table(name = "stored_resource")
class StoredResourceEntity extends TrackedRow {

    /** In lower case. */
    @Column(name = "type")
    String resourceType;

    /** JSON of the properties as they were given. */
    String content;

    /** Resources of several types. */
    @Singleton
    static class StoredResourceRepository implements TrackedRows<StoredResourceEntity> {

        @Override
        public List<StoredResourceEntity> in(ArmResourceId scope, String type) {
            String lowerCase = AsciiCase.lower(type);
            String subscription = AsciiCase.lower(scope.subscriptionId());
            return scope.resourceGroup() == null
                    ? list("resourceType = ?1 and subscriptionId = ?2 order by key", lowerCase, subscription)
                    : list(
                            "resourceType = ?1 and subscriptionId = ?2 and resourceGroup = ?3 order by key",
                            lowerCase,
                            subscription,
                            AsciiCase.lower(scope.resourceGroup()));
        }
    }
}
