package io.mltwin.workspace.documentdb;

import io.mltwin.workspace.storage.accounts.TagsConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;

/** Row of a Cosmos DB account; {@code key} is its ARM id in lower case, its keys are wrapped. */
@Entity
@Table(name = "cosmos_account")
class CosmosAccountEntity {

    @Id
    String key;

    String id;
    String name;

    @Column(name = "subscription_id")
    String subscriptionId;

    @Column(name = "resource_group")
    String resourceGroup;

    String location;
    String kind;

    @Convert(converter = TagsConverter.class)
    Map<String, String> tags;

    String consistency;

    @Column(name = "key_vault_key_uri")
    String keyVaultKeyUri;

    @Column(name = "throughput_limit")
    int throughputLimit;

    @Column(name = "wrapped_keys")
    byte[] wrappedKeys;

    @Column(name = "created_at")
    Instant createdAt;
}
