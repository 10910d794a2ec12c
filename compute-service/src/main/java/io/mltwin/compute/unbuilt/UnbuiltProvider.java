package io.mltwin.compute.unbuilt;

import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AzureFault;
import jakarta.inject.Singleton;
import java.util.List;

/** Types that belong to compute-service and are not built: 501, never a canned success. */
@Singleton
public class UnbuiltProvider implements ArmProvider {

    @Override
    public List<String> types() {
        return List.of(
                "Microsoft.MachineLearningServices/workspaces/schedules",
                "Microsoft.MachineLearningServices/workspaces/codes",
                "Microsoft.MachineLearningServices/workspaces/data",
                "Microsoft.MachineLearningServices/workspaces/components",
                "Microsoft.MachineLearningServices/locations",
                "Microsoft.Compute",
                "Microsoft.HDInsight",
                "Microsoft.Databricks",
                "Microsoft.DataFactory");
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        throw AzureFault.notBuilt("The resource type '" + call.target().type() + "'");
    }
}
