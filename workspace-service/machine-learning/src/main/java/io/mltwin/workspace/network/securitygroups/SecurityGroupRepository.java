package io.mltwin.workspace.network.securitygroups;

import io.mltwin.workspace.trackedresources.TrackedResourceRepository;
import jakarta.inject.Singleton;

/** Network security groups. */
@Singleton
class SecurityGroupRepository implements TrackedResourceRepository<SecurityGroupEntity> {}
