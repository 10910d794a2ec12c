package io.mltwin.workspace.search;

import io.mltwin.workspace.storage.accounts.TagsConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;

/** Row of a search service; {@code key} is its ARM id in lower case, its keys are wrapped. */
@Entity
@Table(name = "search_service")
class SearchServiceEntity {

    @Id
    String key;

    String id;
    String name;

    @Column(name = "subscription_id")
    String subscriptionId;

    @Column(name = "resource_group")
    String resourceGroup;

    String location;
    String sku;

    @Convert(converter = TagsConverter.class)
    Map<String, String> tags;

    int replicas;
    int partitions;

    @Column(name = "wrapped_keys")
    byte[] wrappedKeys;

    @Column(name = "created_at")
    Instant createdAt;
}
