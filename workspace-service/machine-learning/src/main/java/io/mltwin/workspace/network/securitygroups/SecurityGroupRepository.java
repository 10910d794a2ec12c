package io.mltwin.workspace.network.securitygroups;

import io.mltwin.resourceprovider.TrackedRows;
import jakarta.inject.Singleton;

/** Network security groups. */
@Singleton
class SecurityGroupRepository implements TrackedRows<SecurityGroupEntity> {}
