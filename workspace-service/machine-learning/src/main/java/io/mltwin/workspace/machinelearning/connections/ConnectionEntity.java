package io.mltwin.workspace.machinelearning.connections;

import io.mltwin.resourceprovider.ChildRow;
import io.mltwin.resourceprovider.TagsColumn;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;

/**
 * Row of a connection; {@code key} is its ARM id in lower case. What it signs in with lies in the
 * workspace's vault.
 */
@Entity
@Table(name = "ml_connection")
class ConnectionEntity extends ChildRow {
    String authType;

    String category;
    String target;

    String valueFormat;

    @Convert(converter = TagsColumn.class)
    Map<String, String> metadata;

    boolean hasSecret;

    String createdBy;

    String createdByType;

    Instant modifiedAt;

    String modifiedBy;

    String modifiedByType;
}
