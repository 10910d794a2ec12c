package io.mltwin.scoring.registry.registries;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.armweb.ArmCall;
import io.mltwin.resourceprovider.NameRule;

/** Validates requests for scope maps. */
final class ScopeMapValidator {

    static final NameRule NAME = NameRule.of(
            "[A-Za-z0-9_-]{5,50}", "names of scope maps have 5 to 50 letters, digits, hyphens and underscores.");

    private ScopeMapValidator() {}

    /** Validates the body of a PUT. */
    static void validatePut(ArmCall call, ScopeMapBody body) {
        ScopeMapActions.validate(
                body.properties() == null ? null : body.properties().actions());
    }

    /** Validates the body of a PATCH. */
    static void validatePatch(ArmCall call, ScopeMapBody body) {
        requireUserDefined(call);
        if (body.properties() != null && body.properties().actions() != null) {
            ScopeMapActions.validate(body.properties().actions());
        }
    }

    static void requireUserDefined(ArmCall call) {
        invalidRequestContentIf(
                call.id().name().startsWith("_"),
                "The scope map '%s' is Azure's own and cannot be changed.",
                call.id().name());
    }
}
