package io.mltwin.workspace.documentdb;

import io.mltwin.resourceprovider.TrackedRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** Row of a Cosmos DB account; its keys are wrapped. */
@Entity
@Table(name = "cosmos_account")
class CosmosAccountEntity extends TrackedRow {

    String consistency;

    @Column(name = "key_vault_key_uri")
    String keyVaultKeyUri;

    @Column(name = "throughput_limit")
    int throughputLimit;

    @Column(name = "wrapped_keys")
    byte[] wrappedKeys;
}
