package io.mltwin.scoring.registry.images;

import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.SealedRow;
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

    String workspaceKey;

    String workspaceId;

    String name;
    int version;
    Sealed request;

    String modelIds;

    String driverProgram;

    String state;

    String registryId;

    String repository;
    String location;
    String digest;

    String errorCode;

    String errorMessage;

    String partsKey;

    Sealed buildLog;

    Instant packagesSince;

    Sealed packagesSaid;

    String operationId;

    Instant createdAt;

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
