package io.mltwin.compute.operations;

import io.mltwin.armweb.ArmResourceId;

/** Resources of one type that Azure Resource Manager may ask this service about. */
public interface KnownResources {

    /** Full type, {@code Microsoft.MachineLearningServices/workspaces/computes}. */
    String type();

    boolean exists(ArmResourceId id);
}
