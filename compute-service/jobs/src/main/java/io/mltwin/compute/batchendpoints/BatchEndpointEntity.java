package io.mltwin.compute.batchendpoints;

import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.ChildRows;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.TrackedChildRow;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Map;
import java.util.Optional;

/** A row of {@code batch_endpoint}. */
@Entity
@Table(name = "batch_endpoint")
class BatchEndpointEntity extends TrackedChildRow {

    String workspaceId;

    String hostKey;

    /** JSON of {@link Content}. */
    Sealed content;

    /**
     * The content of a batch endpoint, ciphertext at rest.
     *
     * @param defaultDeployment name of the deployment that jobs without one go to; null for none
     */
    record Content(String kind, String description, Map<String, String> properties, String defaultDeployment) {

        Content {
            properties = orEmpty(properties);
        }
    }

    Content content() {
        return Sealed.read(content, Content.class);
    }

    @Override
    public String sealedUnder() {
        return workspaceId;
    }

    @Override
    public String place() {
        return "batch_endpoint:" + key;
    }

    /** Returns {@code {name}.{region}} of its host. */
    String host() {
        return AsciiCase.lower(name) + "." + location;
    }

    /** Queries of batch endpoints. */
    @Singleton
    static class BatchEndpointRepository implements ChildRows<BatchEndpointEntity> {

        /** Names are unique in a region. */
        @Override
        public BatchEndpointEntity sameName(BatchEndpointEntity made) {
            return byHost(made.host()).orElse(null);
        }

        Optional<BatchEndpointEntity> byHost(String hostKey) {
            return find("hostKey", hostKey).firstResultOptional();
        }

        /** Returns an endpoint of this workspace, and of no earlier one of its id. */
        Optional<BatchEndpointEntity> of(String workspaceId, ArmResourceId id) {
            return find("key = ?1 and workspaceId = ?2", id.key(), workspaceId).firstResultOptional();
        }
    }
}
