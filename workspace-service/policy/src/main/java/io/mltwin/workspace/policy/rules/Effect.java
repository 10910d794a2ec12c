package io.mltwin.workspace.policy.rules;

import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureException;
import java.util.Set;

/**
 * What a policy does with a resource that its condition describes.
 *
 * <p>Deviation: append, modify, auditIfNotExists, deployIfNotExists, denyAction, manual and the
 * effects of data plane modes answer 501.
 */
public enum Effect {
    AUDIT,
    DENY,
    DISABLED;

    private static final Set<String> OF_AZURE =
            Set.of(
                    "append",
                    "modify",
                    "mutate",
                    "auditifnotexists",
                    "deployifnotexists",
                    "denyaction",
                    "manual",
                    "addtonetworkgroup",
                    "enforcesetting",
                    "enforceopaconstraint",
                    "enforceregopolicy");

    /** {@code deny}, as compliance states show it. */
    public String text() {
        return AsciiCase.lower(name());
    }

    /**
     * Reads an effect, whatever its case.
     *
     * @throws AzureException 501 for another effect of Azure's, 400 for what is none
     */
    static Effect of(String text, String definition) {
        for (Effect effect : values()) {
            if (AsciiCase.equal(effect.name(), text)) {
                return effect;
            }
        }
        if (OF_AZURE.contains(AsciiCase.lower(text))) {
            throw AzureException.notBuilt("The policy effect '" + text + "'");
        }
        throw PolicyErrors.invalidRule(definition, "'" + text + "' is no policy effect.");
    }
}
