package io.mltwin.workspace.network.securitygroups;

import io.mltwin.resourceprovider.TrackedRow;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/**
 * Row of a network security group; {@code key} is its ARM id in lower case, {@code rules} are its
 * own rules as JSON.
 */
@Entity
@Table(name = "network_security_group")
class SecurityGroupEntity extends TrackedRow {

    String resourceGuid;

    String rules;
}
