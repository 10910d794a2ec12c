package io.mltwin.workspace.machinelearning;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import java.util.Optional;

/** Keeps how far the making of each workspace has come, so that it survives the process. */
public interface ProvisioningProgress {

    Optional<Workspace> find(ArmResourceId id);

    /** A step is done and this one is next. */
    void stepDone(ArmResourceId id, String next);

    void succeeded(ArmResourceId id);

    void failed(ArmResourceId id, AzureException fault);
}
