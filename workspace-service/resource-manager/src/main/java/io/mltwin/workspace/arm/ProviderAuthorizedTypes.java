package io.mltwin.workspace.arm;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.AsciiCase;
import java.util.Set;

/**
 * Types whose provider authorizes lists itself, item by item, and refuses a caller who may read no
 * item: Azure Resource Manager has no index of these items.
 */
final class ProviderAuthorizedTypes {

    private static final Set<String> TYPES = Set.of("microsoft.insights/eventtypes/values");

    private ProviderAuthorizedTypes() {}

    static boolean contains(ArmCall call) {
        return call.isList() && TYPES.contains(AsciiCase.lower(call.target().type()));
    }
}
