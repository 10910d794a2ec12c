package io.mltwin.workspace.machinelearning.supportapplications;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;

/** One application for each subscription and region with workspaces. */
@Entity
@Table(name = "support_application")
class SupportApplicationEntity {

    @Embeddable
    record Key(String subscriptionId, String region) implements Serializable {}

    @EmbeddedId
    Key key;

    String applicationId;

    String objectId;
}
