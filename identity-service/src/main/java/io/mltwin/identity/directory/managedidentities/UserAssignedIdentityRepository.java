package io.mltwin.identity.directory.managedidentities;

import io.mltwin.resourceprovider.TrackedRows;
import jakarta.inject.Singleton;

/** User-assigned identities. */
@Singleton
class UserAssignedIdentityRepository implements TrackedRows<UserAssignedIdentityEntity> {}
