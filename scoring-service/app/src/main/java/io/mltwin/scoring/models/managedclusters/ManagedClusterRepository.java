package io.mltwin.scoring.models.managedclusters;

import io.mltwin.resourceprovider.TrackedRows;
import jakarta.inject.Singleton;

/** Managed clusters. */
@Singleton
class ManagedClusterRepository implements TrackedRows<ManagedClusterEntity> {}
