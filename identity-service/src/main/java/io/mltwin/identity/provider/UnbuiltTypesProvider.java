package io.mltwin.identity.provider;

import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AzureFault;
import jakarta.inject.Singleton;
import java.util.List;

/** Types of this provider that are not built yet. */
@Singleton
class UnbuiltTypesProvider implements ArmProvider {

    @Override
    public List<String> types() {
        return List.of("Microsoft.ManagedIdentity");
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        throw AzureFault.notBuilt(call.target().type());
    }
}
