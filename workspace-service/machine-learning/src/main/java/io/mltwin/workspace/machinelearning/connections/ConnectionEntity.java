package io.mltwin.workspace.machinelearning.connections;

import io.mltwin.resourceprovider.TagsColumn;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;

/**
 * Row of a connection; {@code key} is its ARM id in lower case. What it signs in with lies in the
 * workspace's vault.
 */
@Entity
@Table(name = "ml_connection")
class ConnectionEntity {

    @Id
    String key;

    String id;

    @Column(name = "workspace_key")
    String workspaceKey;

    @Column(name = "auth_type")
    String authType;

    String category;
    String target;

    @Column(name = "value_format")
    String valueFormat;

    @Convert(converter = TagsColumn.class)
    Map<String, String> metadata;

    @Column(name = "has_secret")
    boolean hasSecret;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "created_by_type")
    String createdByType;

    @Column(name = "modified_at")
    Instant modifiedAt;

    @Column(name = "modified_by")
    String modifiedBy;

    @Column(name = "modified_by_type")
    String modifiedByType;
}
