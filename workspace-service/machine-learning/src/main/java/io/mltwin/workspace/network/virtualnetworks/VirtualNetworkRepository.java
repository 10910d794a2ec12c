package io.mltwin.workspace.network.virtualnetworks;

import io.mltwin.resourceprovider.TrackedRows;
import jakarta.inject.Singleton;

/** Virtual networks. Who changes a subnet holds its network. */
@Singleton
class VirtualNetworkRepository implements TrackedRows<VirtualNetworkEntity> {}
