package io.mltwin.scoring.models.services;

import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.SealedRow;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;

/**
 * A row of {@code web_service}; {@code request} is what it was asked for with, without any key.
 * Only what changed is written: a PATCH and the end of a deployment may meet.
 */
@Entity
@EntityListeners(SealedRow.Listener.class)
@DynamicUpdate
@Table(name = "web_service")
class WebServiceEntity implements SealedRow {

    @Id
    String id;

    String workspaceKey;

    String workspaceId;

    String name;
    String endpoint;

    String computeType;

    Sealed request;
    Sealed description;
    Sealed tags;
    Sealed properties;

    boolean authEnabled;

    boolean aadAuthEnabled;

    boolean appInsightsEnabled;

    String state;

    String imageId;

    String componentId;

    boolean highBusinessImpact;

    byte[] dataKey;

    /** The version of the customer's key that wraps the data key; null for the root key. */
    String keyIdentifier;

    /** ARM id of the managed cluster that it runs on; null for another target. */
    String clusterId;

    /** Key of the AKS target that it runs on; null on ACI. */
    String computeKey;

    /** The name of its cluster that it is reached at; null for a cluster without one. */
    String clusterHost;

    byte[] primaryKey;

    byte[] secondaryKey;

    /** The name of the customer's own that it answers at; null without one. */
    String cname;

    String cnameKey;

    String sslCertificate;

    byte[] sslKey;

    String errorCode;

    String errorMessage;

    String operationId;

    Instant createdAt;

    Instant updatedAt;

    @Override
    public String sealedUnder() {
        return workspaceKey;
    }

    @Override
    public String place() {
        return "web_service:" + id;
    }
}
