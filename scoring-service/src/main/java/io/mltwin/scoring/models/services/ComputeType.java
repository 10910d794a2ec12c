package io.mltwin.scoring.models.services;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.scoring.ModelManagementErrors;
import java.util.Set;

/** The kind of compute that a web service runs on. */
enum ComputeType {
    ACI(false),
    AKS(true);

    private static final Set<String> NOT_BUILT = Set.of("AMLCOMPUTE", "IOT", "AKSENDPOINT");

    private final boolean authByDefault;

    ComputeType(boolean authByDefault) {
        this.authByDefault = authByDefault;
    }

    /** Key authentication when the request does not say: off on ACI, on on AKS. */
    boolean authByDefault() {
        return authByDefault;
    }

    /** Part of the actions on services of this type, {@code services/aci/write}. */
    String actionPart() {
        return AsciiCase.lower(name());
    }

    static ComputeType parse(String text) {
        if (text == null) {
            throw ModelManagementErrors.required("computeType");
        }
        String upper = AsciiCase.upper(text);
        if (NOT_BUILT.contains(upper)) {
            throw AzureException.notBuilt("The compute type '" + text + "' of a service");
        }
        if (!upper.equals("ACI") && !upper.equals("AKS")) {
            throw ModelManagementErrors.badRequest(
                    "InvalidComputeType",
                    "The computeType '" + text + "' is none of ACI, AKS, AKSENDPOINT, AMLCOMPUTE, IOT.");
        }
        return valueOf(upper);
    }
}
