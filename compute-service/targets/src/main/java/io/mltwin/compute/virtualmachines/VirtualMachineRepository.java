package io.mltwin.compute.virtualmachines;

import io.mltwin.resourceprovider.TrackedRows;
import jakarta.inject.Singleton;

/** Virtual machines. */
@Singleton
class VirtualMachineRepository implements TrackedRows<VirtualMachineEntity> {}
