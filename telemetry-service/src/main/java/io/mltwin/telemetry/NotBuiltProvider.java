package io.mltwin.telemetry;

import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AzureFault;
import jakarta.inject.Singleton;
import java.util.List;

/** The rest of the namespaces that Azure Resource Manager sends here. */
@Singleton
class NotBuiltProvider implements ArmProvider {

    @Override
    public List<String> types() {
        return List.of("Microsoft.Insights", "Microsoft.OperationalInsights", "Microsoft.Security");
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        throw AzureFault.notBuilt("The type " + call.target().type());
    }
}
