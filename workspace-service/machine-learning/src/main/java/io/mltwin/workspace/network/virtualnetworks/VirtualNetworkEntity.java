package io.mltwin.workspace.network.virtualnetworks;

import io.mltwin.resourceprovider.TrackedRow;
import io.mltwin.resourceprovider.TrackedRows;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/**
 * Row of a virtual network; {@code key} is its ARM id in lower case, {@code space} its blocks of
 * addresses, with spaces in between.
 */
@Entity
@Table(name = "virtual_network")
class VirtualNetworkEntity extends TrackedRow {

    String resourceGuid;

    String space;

    /** Virtual networks. Who changes a subnet holds its network. */
    @Singleton
    static class VirtualNetworkRepository implements TrackedRows<VirtualNetworkEntity> {}
}
