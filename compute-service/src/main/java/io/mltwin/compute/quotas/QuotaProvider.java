package io.mltwin.compute.quotas;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AsciiCase;
import jakarta.inject.Singleton;
import java.util.List;

/** {@code Microsoft.MachineLearningServices/locations/{usages, quotas, vmSizes}}: lists. */
@Singleton
class QuotaProvider implements ArmProvider {

    private static final String USAGES = "Microsoft.MachineLearningServices/locations/usages";
    private static final String QUOTAS = "Microsoft.MachineLearningServices/locations/quotas";
    private static final String SIZES = "Microsoft.MachineLearningServices/locations/vmSizes";

    private final QuotaService quotas;
    private final VirtualMachineSizes sizes;
    private final ObjectMapper json;

    QuotaProvider(QuotaService quotas, VirtualMachineSizes sizes, ObjectMapper json) {
        this.quotas = quotas;
        this.sizes = sizes;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(USAGES, QUOTAS, SIZES);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (!call.isList()) {
            throw ArmErrors.methodNotAllowed(call);
        }
        String type = call.target().type();
        String subscription = call.id().subscriptionId();
        Object body =
                AsciiCase.equal(type, SIZES)
                        ? new SizeBody.Page(sizes.all())
                        : AsciiCase.equal(type, QUOTAS)
                                ? quotas.quotas(subscription)
                                : quotas.usages(subscription, call.id().name());
        return ArmAnswer.ok(json.valueToTree(body));
    }
}
