package io.mltwin.workspace.arm;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.AsciiCase;
import java.util.Set;

/**
 * Lists whose provider asks identity itself, item by item, and refuses whoever may read none: what
 * they hold is in no index of Azure Resource Manager.
 */
final class ProviderDecides {

    private static final Set<String> TYPES = Set.of("microsoft.insights/eventtypes/values");

    private ProviderDecides() {}

    static boolean contains(ArmCall call) {
        return call.isList() && TYPES.contains(AsciiCase.lower(call.target().type()));
    }
}
