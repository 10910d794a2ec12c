package io.mltwin.workspace.network.virtualnetworks;

import io.mltwin.workspace.trackedresources.TrackedResourceRepository;
import jakarta.inject.Singleton;

/** Virtual networks. Who changes a subnet holds its network. */
@Singleton
class VirtualNetworkRepository implements TrackedResourceRepository<VirtualNetworkEntity> {}
