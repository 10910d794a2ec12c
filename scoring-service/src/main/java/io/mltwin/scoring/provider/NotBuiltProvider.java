package io.mltwin.scoring.provider;

import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AzureFault;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The ARM types of the inferencing half that do not exist yet: each answers 501.
 *
 * <p>Deviation: models, endpoints and services are reached through model management (v1) only;
 * container groups have no control plane of their own.
 */
@Singleton
public class NotBuiltProvider implements ArmProvider {

    @Override
    public List<String> types() {
        String workspace = "Microsoft.MachineLearningServices/workspaces/";
        return List.of(
                workspace + "models",
                workspace + "onlineEndpoints",
                workspace + "batchEndpoints",
                workspace + "services",
                "Microsoft.ContainerService",
                "Microsoft.ContainerInstance");
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        throw AzureFault.notBuilt("The resource type '" + call.target().type() + "'");
    }
}
