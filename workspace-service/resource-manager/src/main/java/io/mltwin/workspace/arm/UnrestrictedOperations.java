package io.mltwin.workspace.arm;

import io.mltwin.armweb.ArmCall;
import io.mltwin.encoding.AsciiCase;
import java.util.Set;

/**
 * Operations that need no permission, only a valid token, as in Azure: catalogues that hold nothing
 * about resources.
 */
final class UnrestrictedOperations {

    private static final Set<String> TYPES = Set.of(
            "microsoft.resources/tenants",
            "microsoft.resources/tenants/providers",
            "microsoft.authorization/provideroperations",
            // at no subscription these are the built-in ones
            "microsoft.authorization/roledefinitions",
            "microsoft.authorization/policydefinitions",
            "microsoft.authorization/policysetdefinitions",
            "microsoft.policyinsights/policymetadata",
            "microsoft.insights/eventcategories",
            "microsoft.authorization/operations");

    /** Says something of the request alone. */
    private static final String TEMPLATE_HASH = "Microsoft.Resources/calculateTemplateHash";

    private UnrestrictedOperations() {}

    static boolean contains(ArmCall call) {
        if (call.id().isRoot()
                && AsciiCase.equal(call.target().type(), TEMPLATE_HASH)
                && call.method().equals("POST")) {
            return true;
        }
        if (!call.method().equals("GET") || call.id().subscriptionId() != null) {
            return false;
        }
        String type = AsciiCase.lower(call.target().type());
        return call.target().isProviderOnly()
                || TYPES.contains(type)
                || type.endsWith("/operations") && call.id().isRoot();
    }
}
