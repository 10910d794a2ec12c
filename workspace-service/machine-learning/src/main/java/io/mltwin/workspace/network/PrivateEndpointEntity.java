package io.mltwin.workspace.network;

import io.mltwin.workspace.storage.accounts.TagsConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;

/** Row of a private endpoint; {@code key} is its ARM id in lower case. */
@Entity
@Table(name = "private_endpoint")
class PrivateEndpointEntity {

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

    String address;

    @Column(name = "subnet_id")
    String subnetId;

    @Column(name = "connection_name")
    String connectionName;

    boolean manual;

    @Column(name = "target_id")
    String targetId;

    @Column(name = "request_message")
    String requestMessage;

    @Column(name = "created_at")
    Instant createdAt;
}
