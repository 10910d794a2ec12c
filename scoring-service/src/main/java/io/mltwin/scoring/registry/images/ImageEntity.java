package io.mltwin.scoring.registry.images;

import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.SealedRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/**
 * A row of {@code image}; {@code request} is what it was asked for with, to build it again after a
 * crash.
 */
@Entity
@EntityListeners(SealedRow.Listener.class)
@Table(name = "image")
class ImageEntity implements SealedRow {

    @Id
    String id;

    @Column(name = "workspace_key")
    String workspaceKey;

    @Column(name = "workspace_id")
    String workspaceId;

    String name;
    int version;
    Sealed request;

    @Column(name = "model_ids")
    String modelIds;

    @Column(name = "driver_program")
    String driverProgram;

    String state;

    @Column(name = "registry_id")
    String registryId;

    String repository;
    String location;
    String digest;

    @Column(name = "error_code")
    String errorCode;

    @Column(name = "error_message")
    String errorMessage;

    @Column(name = "parts_key")
    String partsKey;

    @Column(name = "build_log")
    Sealed buildLog;

    @Column(name = "packages_since")
    Instant packagesSince;

    @Column(name = "packages_said")
    Sealed packagesSaid;

    @Column(name = "operation_id")
    String operationId;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "modified_at")
    Instant modifiedAt;

    @Override
    public String sealedUnder() {
        return workspaceKey;
    }

    @Override
    public String place() {
        return "image:" + id;
    }
}
