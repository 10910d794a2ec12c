package io.mltwin.workspace.network.securitygroups;

import io.mltwin.workspace.storage.accounts.TagsConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;

/**
 * Row of a network security group; {@code key} is its ARM id in lower case, {@code rules} are its
 * own rules as JSON.
 */
@Entity
@Table(name = "network_security_group")
class SecurityGroupEntity {

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

    String rules;

    @Column(name = "created_at")
    Instant createdAt;
}
