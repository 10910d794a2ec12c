package io.mltwin.identity.directory.managedidentities;

import io.mltwin.resourceprovider.TrackedRow;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** Row of a user-assigned identity, which has a row as a managed identity, too. */
@Entity
@Table(name = "user_assigned_identity")
class UserAssignedIdentityEntity extends TrackedRow {
    String tenantId;
    String principalId;
    String clientId;
}
