package io.mltwin.workspace.network.virtualnetworks;

import io.mltwin.workspace.storage.accounts.TagsConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;

/**
 * Row of a virtual network; {@code key} is its ARM id in lower case, {@code space} its blocks of
 * addresses, with spaces in between.
 */
@Entity
@Table(name = "virtual_network")
class VirtualNetworkEntity {

    @Id
    String key;

    String id;

    @Column(name = "subscription_id")
    String subscriptionId;

    @Column(name = "resource_group")
    String resourceGroup;

    String location;

    @Convert(converter = TagsConverter.class)
    Map<String, String> tags;

    @Column(name = "resource_guid")
    String resourceGuid;

    String space;

    @Column(name = "created_at")
    Instant createdAt;
}
