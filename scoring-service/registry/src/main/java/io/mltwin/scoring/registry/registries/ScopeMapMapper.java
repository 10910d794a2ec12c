package io.mltwin.scoring.registry.registries;

import io.mltwin.armweb.ArmCall;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.registry.registries.ScopeMapBody.Properties;

/** Maps between a scope map's row and its wire form. */
final class ScopeMapMapper {

    private ScopeMapMapper() {}

    /** Takes over what a PUT or PATCH says. */
    static void change(ArmCall call, ScopeMapEntity map, ScopeMapBody body, Void none) {
        Properties given = body.properties();
        if (given != null && (call.isPut() || given.description() != null)) {
            map.description = given.description();
        }
        if (given != null && given.actions() != null) {
            map.actions = JsonText.of(given.actions());
        }
    }

    static ScopeMapBody body(ScopeMapEntity map) {
        return new ScopeMapBody(new Properties(
                map.description,
                map.isSystem() ? "SystemDefined" : "UserDefined",
                map.createdAt,
                "Succeeded",
                JsonText.list(map.actions)));
    }
}
