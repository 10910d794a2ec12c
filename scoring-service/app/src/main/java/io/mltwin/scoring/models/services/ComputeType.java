package io.mltwin.scoring.models.services;

import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.scoring.ModelManagementErrors.badRequestIf;
import static io.mltwin.scoring.ModelManagementErrors.required;

import io.mltwin.encoding.AsciiCase;
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
            throw required("computeType");
        }
        String upper = AsciiCase.upper(text);
        notBuiltIf(NOT_BUILT.contains(upper), "The compute type '%s' of a service", text);
        badRequestIf(
                !upper.equals("ACI") && !upper.equals("AKS"),
                "InvalidComputeType",
                "The computeType '%s' is none of ACI, AKS, AKSENDPOINT, AMLCOMPUTE, IOT.",
                text);
        return valueOf(upper);
    }
}
