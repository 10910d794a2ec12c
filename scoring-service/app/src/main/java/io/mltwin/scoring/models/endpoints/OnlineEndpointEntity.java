package io.mltwin.scoring.models.endpoints;

import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.TrackedChildRow;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A row of {@code online_endpoint}. */
@Entity
@Table(name = "online_endpoint")
class OnlineEndpointEntity extends TrackedChildRow {

    String hostKey;

    /** JSON of {@link EndpointContent}. */
    Sealed content;

    String traffic;

    String mirrorTraffic;

    /** Managed identities, their private keys wrapped. */
    String identities;

    String componentId;

    boolean highBusinessImpact;

    Sealed primaryKey;

    Sealed secondaryKey;

    @Override
    public String sealedUnder() {
        return parentKey;
    }

    @Override
    public String place() {
        return "online_endpoint:" + key;
    }
}
