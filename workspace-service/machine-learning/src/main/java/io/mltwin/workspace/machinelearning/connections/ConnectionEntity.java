package io.mltwin.workspace.machinelearning.connections;

import io.mltwin.resourceprovider.TagsColumn;
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

    String workspaceKey;

    String authType;

    String category;
    String target;

    String valueFormat;

    @Convert(converter = TagsColumn.class)
    Map<String, String> metadata;

    boolean hasSecret;

    Instant createdAt;

    String createdBy;

    String createdByType;

    Instant modifiedAt;

    String modifiedBy;

    String modifiedByType;
}
