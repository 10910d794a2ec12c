package io.mltwin.scoring.models.services;

import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.SealedRow;
import jakarta.persistence.Column;
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

    @Column(name = "workspace_key")
    String workspaceKey;

    @Column(name = "workspace_id")
    String workspaceId;

    String name;
    String endpoint;

    @Column(name = "compute_type")
    String computeType;

    Sealed request;
    Sealed description;
    Sealed tags;
    Sealed properties;

    @Column(name = "auth_enabled")
    boolean authEnabled;

    @Column(name = "aad_auth_enabled")
    boolean aadAuthEnabled;

    @Column(name = "app_insights_enabled")
    boolean appInsightsEnabled;

    String state;

    @Column(name = "image_id")
    String imageId;

    @Column(name = "component_id")
    String componentId;

    @Column(name = "high_business_impact")
    boolean highBusinessImpact;

    @Column(name = "data_key")
    byte[] dataKey;

    /** The version of the customer's key that wraps the data key; null for the root key. */
    @Column(name = "key_identifier")
    String keyIdentifier;

    /** ARM id of the managed cluster that it runs on; null for another target. */
    @Column(name = "cluster_id")
    String clusterId;

    /** Key of the AKS target that it runs on; null on ACI. */
    @Column(name = "compute_key")
    String computeKey;

    /** The name of its cluster that it is reached at; null for a cluster without one. */
    @Column(name = "cluster_host")
    String clusterHost;

    @Column(name = "primary_key")
    byte[] primaryKey;

    @Column(name = "secondary_key")
    byte[] secondaryKey;

    /** The name of the customer's own that it answers at; null without one. */
    String cname;

    @Column(name = "cname_key")
    String cnameKey;

    @Column(name = "ssl_certificate")
    String sslCertificate;

    @Column(name = "ssl_key")
    byte[] sslKey;

    @Column(name = "error_code")
    String errorCode;

    @Column(name = "error_message")
    String errorMessage;

    @Column(name = "operation_id")
    String operationId;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
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
