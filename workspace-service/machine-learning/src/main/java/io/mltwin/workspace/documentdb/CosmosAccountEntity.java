package io.mltwin.workspace.documentdb;

import io.mltwin.resourceprovider.TrackedRow;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** Row of a Cosmos DB account; its keys are wrapped. */
@Entity
@Table(name = "cosmos_account")
class CosmosAccountEntity extends TrackedRow {

    String consistency;

    String keyVaultKeyUri;

    int throughputLimit;

    byte[] wrappedKeys;
}
